#!/usr/bin/env bash
# The main job over data/samples: one page before and after, all tables, a workbook and a report.
set -euo pipefail
cd "$(dirname "$0")/.."
out=demo-output
rm -rf "$out"
mkdir -p "$out"

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

say "A page as a mirror site shows it (data/samples/readout.txt)"
head -n 4 data/samples/readout.txt
say "policytext clean data/samples/readout.txt"
policytext clean data/samples/readout.txt | head -n 4
say "policytext inspect data/samples"
policytext inspect data/samples --format table
say "policytext clean data/samples -o $out/clean.jsonl"
policytext clean data/samples -o "$out/clean.jsonl"
say "policytext keywords $out/clean.jsonl --corpus --top 10"
policytext keywords "$out/clean.jsonl" --corpus --top 10 --format table
say "policytext export $out/clean.jsonl -o $out/tables"
policytext export "$out/clean.jsonl" -o "$out/tables"
head -n 3 "$out/tables/metadata.csv"
say "policytext export $out/clean.jsonl -o $out/tables.xlsx"
policytext export "$out/clean.jsonl" -o "$out/tables.xlsx"
say "policytext report data/samples -o $out/report.html"
policytext report data/samples -o "$out/report.html" --quiet
say "Written:"
ls "$out/clean.jsonl" "$out"/tables/*
say "To look at, by a double click:"
printf '%s\n' "the report    $PWD/$out/report.html" "the workbook  $PWD/$out/tables.xlsx"
