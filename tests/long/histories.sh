#!/usr/bin/env bash
# Each commit of real histories as a change: nothing is said of a row that it left alone, unless the
# change explains it; and what a comparison costs beside a full check.
set -e
corpus=$CURLINT_SOURCE/../shared/corpus
for list in HuangOwen+Awesome-LLM-Compression horseee+Awesome-Efficient-LLM AmberLJC+LLMSys-PaperList; do
    if [ -e "$corpus/$list.bundle" ]; then
        "$CURLINT_SOURCE/bench/replay" --changes "$corpus/$list.bundle"
    else
        echo "REAL LISTS ARE NOT HERE: the history of $list was not replayed"
    fi
done
exec "$CURLINT_SOURCE/bench/changes" --instructions
