# The JSON report of a check as the Markdown of a comment. The report is a stranger's: what has not
# the form that it should ends the program, and of its texts only words get out of code spans.
# Arguments: $marker, with which the comment begins; $address, in front of a path.

def room: 60000; # bytes; a comment takes 65,536 characters

def fault($what): error("the report has a bad \($what)");
def text($what): if type == "string" then . else fault($what) end;
def whole($what): if type == "number" and . == floor and . >= 0 and . < 1e9 then . else fault($what) end;

# In one line, without controls, what turns the direction of text or is not seen, and backticks.
# Cut before anything is looked for in it: a search costs more than its share in a long text.
def plain($length):
  (if length > $length then "…" else "" end) as $rest
  | .[:$length] | gsub("[\\p{C}\\p{Z}]+"; " ") | gsub("`"; "'") + $rest;

# A pipe would end the cell, in code too.
def code: gsub("\\|"; "\\|") | "`\(.)`";

# A short number, or letters alone, of which one is no hexadecimal digit: no commit, no mention, no address.
def is_word: test("^([0-9]{1,4}|[A-Za-z]{1,6}|[A-Za-z]*[G-Zg-z][A-Za-z]*)[.,;:]?$");

# What is no word goes into code, neighbours together.
def prose($length):
  plain($length)
  | [splits(" +") | select(. != "")]
  | reduce .[] as $piece ([];
      ($piece | is_word) as $word | last as $before
      | if $word or $before == null or $before.word then . + [{word: $word, text: $piece}]
        else .[:-1] + [{word: false, text: ($before.text + " " + $piece)}] end)
  | map(if .word then .text else .text | code end) | join(" ");

def path: plain(500) | split("/") | map(@uri) | join("/")
  | gsub("\\("; "%28") | gsub("\\)"; "%29") | gsub("'"; "%27") | gsub("\\*"; "%2A") | gsub("!"; "%21");

def rule:
  text("rule") | if test("^[a-z]{1,20}/[a-z0-9-]{1,40}$") then . else fault("rule") end
  | "[\(.)](https://github.com/curlint/curlint/blob/main/rules/\(.).md)";

def severity:
  if . == "error" or . == "warning" or . == "info" then "**\(.)**" else fault("severity") end;

def place: (.file | text("file")) as $file | (.line | whole("line")) as $line
  | "\($file | plain(100) | code) [\($line)](\($address)\($file | path)?plain=1#L\($line))";

# What an edit puts in; what it puts it in place of, the report does not tell.
def suggestion:
  if (.fix | type) != "object" or (.fix.edits | type) != "array" or (.fix.edits | length) != 1 then ""
  else (.fix.edits[0].text | text("edit") | plain(160)) as $new
    | "<br>suggestion: " + if $new == "" then "take it away" else "write \($new | code)" end
  end;

def row:
  (if .status == "existing" then " (older)" else "" end) as $age
  | "| \(.severity | severity)\($age) | \(.rule | rule) | \(place) | "
    + "\(.message | text("message") | prose(500))"
    + suggestion + " |\n";

def rank:
  [(if .status == "existing" then 1 else 0 end),
   ({error: 0, warning: 1, info: 2}[.severity | tostring] // 3)];

def count($number; $what): "\($number) \($what)\(if $number == 1 then "" else "s" end)";

if type != "object" or (.findings | type) != "array" then fault("form") else . end
| (.summary.errors | whole("sum")) as $errors
| (.summary.warnings | whole("sum")) as $warnings
| (.comparison.fixed // 0 | whole("sum")) as $fixed
| "\($marker)\n## curlint\n\n\(count($errors; "error")), \(count($warnings; "warning"))"
  + (if $fixed > 0 then "; \($fixed) fixed by this change" else "" end) + ".\n\n" as $head
| [.findings | sort_by(rank)[:400][] | row] as $rows
| (reduce $rows[] as $row ({size: ($head | utf8bytelength), taken: 0, full: false};
    (.size + ($row | utf8bytelength)) as $size
    | if .full or $size > room then .full = true else {size: $size, taken: (.taken + 1), full: false} end)
  ) as $fit
| (.findings | length - $fit.taken) as $more
| $head
  + (if $fit.taken > 0 then "| | rule | place | what |\n|:--|:--|:--|:--|\n" + ($rows[:$fit.taken] | add) else "" end)
  + (if $more > 0 then "\nand \($more) more: the summary of the check holds them.\n" else "" end)
  + "\nAs of \($sha | .[:12] | code).\n"
