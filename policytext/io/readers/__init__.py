"""From bytes to documents: finding and opening once, then one file for each kind of input.

- what an input is, and who reads it: `find`, `savedpages`, `sniff`, `dispatch`, `origin`, `decoding`,
  `lines`, `size_limit`; what of it came into no document: `account`; several documents in one text:
  `several`, `recurring`, `headlines`, `textlines`; in a process of its own: `sandbox`;
- text and pages: `text`, `jina`, `html`, `htmllines`, `htmltags`, `htmltable`, `scripted`, `wechat`,
  `markup`, `mhtml`;
- documents: `docx`, `listnumbers`, `office`, `rtf`, `odt`, `epub`, `package`; by their layout: `pdf`,
  `pdfbeside`, `ofd`, `ocr`, `pagelayout`, `reflow`;
- records: `jsonl`, `jsonvalue`, `jsontext`, `delimited`, `rows`, `parquet`, `stata`, `database`; what their
  fields hold: `fields`, `fieldnames`, `fieldvalues`, `header`, `nested`, `roles`;
- workbooks: `workbook`, `cells`, `xlsx`, `exceldays`, `ods`, `htmlsheets`, `xmlsheets`, `workbook_kinds`,
  `sheet_process`;
- archives and crawls: `members`, `zipped`, `tarred`, `crawl`, `warc`, `arc`, `har`.
"""
