"""Names, values and references in a text: people, organisations, places, dates, sums, documents.

`extract` runs a finder for each type and settles what they find; `model` has what they give. The modules by
subject, and what those of a group build on:

- people: `people`, `dotted`, `rosters`, `counted`, `spaced`, `frames`, `candidates`, `grids`, by
  `nameform`, `likeness`, `aftername`, `buildings`, `entries`;
- posts: `posts`, `offices`, `careers`, `responsible`, `roles`; who has which: `holdings`;
- bodies: `organisations`, `placed`, `agencies`, `ownnamed`, `shapes`, `shortnames`, `carried`, by `build`,
  `lastwords`; their full names: `linking`;
- places: `locations`, `standing`, `divisions`, `regions`, `placelists`, `smallplaces`, `sites`,
  `sitelists`, `villages`, `ways`; their codes: `placecodes`;
- dates: `dates`, by `datepatterns`, `anchored`, `owndate`, `edtf`; values: `values`, `bounds`;
- documents, meetings and matters: `references`, `meetings`, `programmes`, `industries`, `sectors`;
- what the tagger finds besides: `tagged`, `across`, `doubts`;
- what a document calls itself: `selfreference`;
- relations between them: `relations`, `approvals`, `attendance`.
"""
