"""Text whose bytes were read in the wrong encoding (mojibake).

- the rules: `code_pages`, `one_by_one`, `in_pairs`; what shows little of it: `faint`, `fields`;
- where all bytes are there: `byte_values`, `strays`; does what comes out make sense: `evidence`;
- where some are lost, a mechanism each: `utf8_as_western`, `gbk_torn`, `utf8_as_gbk`, `pairs_as_pairs`,
  `folding`; all of which `lossy` reads, by `gates`;
- how that searches: `stretches`, `byte_by_byte`, `lattice`, `narrowing`, `beam`, `habits`; what it doubts:
  `brackets`, `named`, `examples`.
"""
