#include "config/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char *const scopes[] = {"section", "file", "repository", NULL};

static const struct option options[] = {
    {.name = "scope",
     .type = OPTION_CHOICE,
     .fallback = "section",
     .help = "how far",
     .choices = scopes},
    {.name = "texts", .type = OPTION_LIST, .fallback = "", .help = "words"},
    {.name = "limit", .type = OPTION_INT, .fallback = "5", .help = "number"},
    {.name = NULL},
};

static const struct rule with_options = {
    .summary = "x", .severity = SEVERITY_ERROR, .options = options};
static const struct rule plain = {.summary = "y", .severity = SEVERITY_WARNING};
static const struct rule asked_for = {.summary = "z", .severity = SEVERITY_OFF};

static const struct rule_entry rules[] = {
    {"arxiv/duplicate", &with_options, ""},
    {"arxiv/form", &asked_for, ""},
    {"arxiv/id", &plain, ""},
    {"table/columns", &plain, ""},
    {NULL, NULL, NULL},
};
enum { DUPLICATE, FORM, ID, COLUMNS, RULES };

/* What is wrong with a text; NULL where nothing is. */
static const struct {
    const char *yaml, *error;
} cases[] = {
    {"", NULL},
    {"# nothing but a comment\n", NULL},
    {"---\n", NULL},
    {"files:\nexclude: []\nrules: {}\nlimits:\nignore:\n", NULL},
    {"files: [README.md, 'docs/**']\n", NULL},
    {"rules: {all: off, arxiv: error, arxiv/id: {severity: info}}\n", NULL},
    {"rules: {arxiv/duplicate: {scope: file, texts: [a, b], limit: 7}}\n", NULL},
    {"\xef\xbb\xbf"
     "files: [a.md]\n",
     NULL},
    {"ignore: [{entry: 'arxiv:2412.00099', rules: [arxiv], until: 2027-01-31}]\n", NULL},

    /* Keys. */
    {"exlude: [a]\n", "c.yaml:1:1: unknown key \"exlude\" in the configuration: did you mean "
                      "\"exclude\"?"},
    {"files: [a]\n\n  # x\nseverity: x\n",
     "c.yaml:4:1: unknown key \"severity\" in the configuration: it takes files, exclude, rules, "
     "columns, badges, labels, copies, recent, limits, ignore, links"},
    {"files: [a]\nfiles: [b]\n", "c.yaml:2:1: \"files\" is given twice, first on line 1: keep one"},
    {"? [a]\n: b\n", "c.yaml:1:3: a key must be a word, not a list"},
    {"~: b\n", "c.yaml:1:1: a key must be a word, not nothing"},
    {"limits: {file-byte: 1}\n",
     "c.yaml:1:10: unknown key \"file-byte\" in limits: did you mean \"file-bytes\"?"},

    /* Types. */
    {"- a\n", "c.yaml:1:1: the configuration wants a mapping (name: value), not a list"},
    {"text\n", "c.yaml:1:1: the configuration wants a mapping (name: value), not a single value"},
    {"files: a.md\n", "c.yaml:1:8: files wants a list, not a single value: write [one, two]"},
    {"files: {a: b}\n", "c.yaml:1:8: files wants a list, not a mapping: write [one, two]"},
    {"files: [a, [b]]\n", "c.yaml:1:12: files wants texts in its list, not a list"},
    {"files: [a, ~]\n", "c.yaml:1:12: files wants texts in its list, not nothing"},
    {"files: ['']\n", "c.yaml:1:9: an empty pattern in files: remove it"},
    {"exclude: ['!a']\n", "c.yaml:1:11: \"!a\": a pattern cannot be negated: use files instead"},
    {"rules: [a]\n", "c.yaml:1:8: rules wants a mapping (name: value), not a list"},
    {"limits: {nesting: ten}\n", "c.yaml:1:19: nesting wants a whole number from 1 to 4294967295"},
    {"limits: {nesting: 0}\n", "c.yaml:1:19: nesting wants a whole number from 1 to 4294967295"},
    {"limits: {file-bytes: 4294967296}\n",
     "c.yaml:1:22: file-bytes wants a whole number from 1 to 4294967295"},

    /* Rules. */
    {"rules:\n  arxiv/duplicates: off\n",
     "c.yaml:2:3: there is no rule \"arxiv/duplicates\": did you mean \"arxiv/duplicate\"?"},
    {"rules:\n  columns: off\n",
     "c.yaml:2:3: there is no rule \"columns\": did you mean \"table/columns\"?"},
    {"rules:\n  nonsense: off\n",
     "c.yaml:2:3: there is no rule \"nonsense\": `curlint rules` lists them all"},
    {"rules:\n  arxiv/id: warn\n",
     "c.yaml:2:13: \"warn\" is no severity: write error, warning, info or off"},
    {"rules:\n  arxiv/id:\n",
     "c.yaml:2:12: a severity is error, warning, info or off, not nothing"},
    {"rules:\n  arxiv/id: [off]\n",
     "c.yaml:2:13: a severity is error, warning, info or off, not a list"},
    {"rules:\n  arxiv/duplicate:\n    scop: file\n",
     "c.yaml:3:5: arxiv/duplicate has no option \"scop\": did you mean \"scope\"?"},
    {"rules:\n  arxiv/duplicate:\n    color: red\n",
     "c.yaml:3:5: arxiv/duplicate has no option \"color\": `curlint explain arxiv/duplicate` tells "
     "which it has"},
    {"rules:\n  arxiv/id:\n    severty: error\n",
     "c.yaml:3:5: arxiv/id has no option \"severty\": did you mean \"severity\"?"},
    {"rules:\n  arxiv:\n    scope: file\n",
     "c.yaml:3:5: \"arxiv\" is not one rule and has no options: name the rule"},
    {"rules:\n  arxiv/duplicate: {scope: [file]}\n",
     "c.yaml:2:28: scope wants a single value, not a list"},
    {"rules:\n  arxiv/duplicate: {texts: one}\n",
     "c.yaml:2:28: texts wants a list, not a single value: write [one, two]"},
    {"rules:\n  arxiv/duplicate: {scope: a, scope: b}\n",
     "c.yaml:2:31: \"scope\" is given twice, first on line 2: keep one"},

    /* Ignored findings. */
    {"ignore: {entry: x}\n",
     "c.yaml:1:9: ignore wants a list, not a mapping: write - entry: arxiv:2412.00099"},
    {"ignore:\n  - rules: [arxiv]\n",
     "c.yaml:2:5: an item of ignore needs an entry: add entry: arxiv:2412.00099"},
    {"ignore:\n  - entry: 'arxiv:2412.00099'\n",
     "c.yaml:2:5: an item of ignore needs rules: add rules: [arxiv/duplicate]"},
    {"ignore:\n  - entry: 2412.00099\n",
     "c.yaml:2:12: entry wants the key of an entry, such as arxiv:2412.00099"},
    {"ignore:\n  - {entry: 'a:b', rules: [arxiv/ids]}\n",
     "c.yaml:2:28: there is no rule \"arxiv/ids\": did you mean \"arxiv/id\"?"},
    {"ignore:\n  - {entry: 'a:b', rules: [arxiv], until: 2027-02-30}\n",
     "c.yaml:2:43: until wants a day such as 2027-01-31"},
    {"ignore:\n  - {entry: 'a:b', rule: [arxiv]}\n",
     "c.yaml:2:20: unknown key \"rule\" in an item of ignore: did you mean \"rules\"?"},

    /* The form of the list. */
    {"columns: [Title, {name: Links, align: center, required: true}]\n", NULL},
    {"columns: [[Title, Links], [Name]]\n", NULL},
    {"columns: Title\n", "c.yaml:1:10: columns wants a list, not a single value: write [Title, "
                         "Links]"},
    {"columns: []\n", "c.yaml:1:10: columns names no column: write [Title, Links]"},
    {"columns: [{align: left}]\n", "c.yaml:1:11: a column needs a name: add name: Title"},
    {"columns: [{name: a, align: middle}]\n",
     "c.yaml:1:28: align is left, center, right, none or any"},
    {"columns: [{name: a, required: yes}]\n", "c.yaml:1:31: required is true or false"},
    {"columns: [[a], b]\n", "c.yaml:1:16: columns wants a list, not a single value: write [Title, "
                            "Links]"},
    {"badges: {stars: '![s](https://img.shields.io/github/stars/{owner}/{repo})', venue: "
     "{template: '![p](https://img.shields.io/badge/{venue}-blue)', parts: {venue: '[A-Z]+'}}}\n",
     NULL},
    {"badges: {stars: [a]}\n", "c.yaml:1:17: a badge is a template or {template, parts}, not a "
                               "list"},
    {"badges: {stars: {parts: {}}}\n", "c.yaml:1:17: a badge needs a template"},
    {"badges: {stars: {template: a, parts: {x: [1]}}}\n",
     "c.yaml:1:42: the pattern of a part wants a text, not a list"},
    {"badges:\n  stars: '![s](https://img.shields.io/github/stars/{owner/{repo})'\n",
     "c.yaml:2:10: \"{owner/{repo}\" is no part: name it with letters, digits, - and _, or write "
     "{{ "
     "for a brace itself"},
    {"badges:\n  venue:\n    parts: {venue: '[A-Z'}\n"
     "    template: '![p](https://img.shields.io/badge/{venue}-blue)'\n",
     "c.yaml:3:20: the pattern of \"venue\" is not valid: missing terminating ] for character "
     "class "
     "at byte 5"},
    {"badges:\n  venue:\n    parts: {year: '24'}\n"
     "    template: '![p](https://img.shields.io/badge/{venue}-blue)'\n",
     "c.yaml:3:19: the template has no part {year}: it has {venue}"},
    {"badges:\n  venue:\n    parts: {venue: x}\n    template: stars/{venue}\n",
     "c.yaml:4:15: the template is not the Markdown of a badge: write ![text](picture) or "
     "[![text](picture)](link)"},
    {"labels: [Paper, Code]\n", NULL},
    {"labels: Paper\n", "c.yaml:1:9: labels wants a list, not a single value: write [one, two]"},
    {"copies: [{page: README.md, of: ['topics/*.md']}]\n", NULL},
    {"recent: {page: README.md, window: 90, by: [date, history], sections: {A: [a.md]}}\n", NULL},
    {"recent: {page: README.md, window: 2024-02-29, marks: null, of: null}\n", NULL},
    {"recent: {window: 90}\n", "c.yaml:1:9: recent needs a page: add page: README.md"},
    {"recent: {page: a.md, window: 2023-02-29}\n",
     "c.yaml:1:30: window wants a number of days, from 1 to 36500, or the first day, such as "
     "2027-01-31"},
    {"recent: {page: a.md, by: [date, date]}\n",
     "c.yaml:1:33: by is a list of date, arxiv and history, each at most once"},
    {"recent: {page: a.md, row: \"{title\"}\n",
     "c.yaml:1:27: \"{title\" is no part of a row: write {title}, {url}, {authors}, {date}, "
     "{picture}, {badges} or {links}, and {{ or }} for a brace itself"},
    {"copies: [{of: [a]}]\n", "c.yaml:1:10: an item of copies needs a page: add page: README.md"},
    {"copies: [{page: a, of: ['!b']}]\n", "c.yaml:1:25: \"!b\": a pattern cannot be negated"},
    {"links: {exclude: [a/*], accept: [403, 200-204], hosts: {a.b: {at-once: 1, get: true}}}\n",
     NULL},
    {"links:\n", NULL},
    {"links: [a]\n", "c.yaml:1:8: links wants a mapping (name: value), not a list"},
    {"links: {host: {}}\n", "c.yaml:1:9: unknown key \"host\" in links: did you mean \"hosts\"?"},
    {"links: {accept: [40]}\n",
     "c.yaml:1:18: accept wants statuses of HTTP, such as 403 or 200-204"},
    {"links: {accept: [204-200]}\n",
     "c.yaml:1:18: accept wants statuses of HTTP, such as 403 or 200-204"},
    {"links: {exclude: ['']}\n", "c.yaml:1:19: exclude wants a pattern such as example.org/*"},
    {"links: {hosts: {'http://a.b': {}}}\n", "c.yaml:1:17: a host is a name such as example.org"},
    {"links: {hosts: {a.b: {at-once: 33}}}\n",
     "c.yaml:1:32: at-once wants a whole number from 1 to 32"},
    {"links: {hosts: {a.b: {skip: yes}}}\n", "c.yaml:1:29: skip is true or false"},
    {"links: {hosts: {a.b: {}, a.b: {}}}\n",
     "c.yaml:1:26: \"a.b\" is given twice, first on line 1: keep one"},

    /* What is no YAML, or more of it than a configuration needs. */
    {"files:\n\t- a\n", "c.yaml:2:1: a tab where YAML wants blanks: indent with spaces"},
    {"files: [a\n", "c.yaml:2:1: is not valid YAML: did not find expected ',' or ']' while parsing "
                    "a flow sequence"},
    {"files: [a.md, *.txt]\n", "c.yaml:1:16: a value that begins with * or & is no plain text in "
                               "YAML: put quotes around it"},
    {"files: &x [a]\nexclude: *x\n",
     "c.yaml:1:8: anchors and aliases (& and *) are not supported: write the value out, or put "
     "quotes around it"},
    {"exclude: *x\n", "c.yaml:1:10: anchors and aliases (& and *) are not supported: write the "
                      "value out, or put quotes around it"},
    {"files: !!str a\n", "c.yaml:1:8: tags (!) are not supported: put quotes around the value"},
    {"files: [a]\n---\nfiles: [b]\n",
     "c.yaml:2:1: a second document begins here: remove it and the line ---"},
    {"files: [[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]\n",
     "c.yaml:1:23: is nested too deeply for a configuration"},
    {"files: [a]\nexclude: [\"\xff\"]\n", "c.yaml:2:12: is not UTF-8 text: save the file as UTF-8"},
};

static void errors_name_the_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct settings settings;
        struct err err = {{0}};
        settings_init(&settings, rules, RULES);
        enum rc rc = config_load_text(&settings, str_from(cases[i].yaml), "c.yaml", &err);
        if (cases[i].error)
            assert_string_equal(err.text, cases[i].error);
        else
            assert_string_equal(err.text, "");
        assert_int_equal(rc, cases[i].error ? RC_FAIL : RC_OK);
        settings_free(&settings);
    }
}

static void load(struct settings *settings, const char *yaml)
{
    struct err err = {{0}};
    settings_init(settings, rules, RULES);
    if (config_load_text(settings, str_from(yaml), "c.yaml", &err) != RC_OK)
        fail_msg("%s", err.text);
}

/* "all" before groups before rules, whatever the order in the file. */
static void the_narrower_selector_counts(void **state)
{
    (void)state;
    struct settings settings;
    load(&settings, "rules: {arxiv/id: info, arxiv: warning, all: off}");
    assert_int_equal(settings.rule[DUPLICATE].severity, SEVERITY_WARNING);
    assert_int_equal(settings.rule[FORM].severity, SEVERITY_OFF);
    assert_int_equal(settings.rule[ID].severity, SEVERITY_INFO);
    assert_int_equal(settings.rule[COLUMNS].severity, SEVERITY_OFF);
    settings_free(&settings);
    load(&settings, "rules: {arxiv/form: info}");
    assert_int_equal(settings.rule[FORM].severity, SEVERITY_INFO);
    assert_int_equal(settings.rule[ID].severity, SEVERITY_WARNING);
    settings_free(&settings);
}

static void values_arrive(void **state)
{
    (void)state;
    struct settings settings;
    load(&settings, "files: [a.md]\nexclude: [b, c]\nlimits: {file-bytes: 9, table-columns: 8}\n"
                    "ignore:\n  - entry: 'doi:10.1/x'\n    rules: [arxiv/id, table]\n"
                    "    reason: known\n    until: 2027-01-31\n");
    assert_int_equal(settings.file_count, 1);
    assert_true(str_eq(settings.files[0], STR("a.md")));
    assert_int_equal(settings.exclude_count, 2);
    assert_true(str_eq(settings.exclude[1], STR("c")));
    assert_int_equal(settings.limits.file_bytes, 9);
    assert_int_equal(settings.limits.table_columns, 8);
    assert_int_equal(settings.ignore_count, 1);
    const struct ignore *ignore = &settings.ignores[0];
    assert_true(str_eq(ignore->entry, STR("doi:10.1/x")));
    assert_true(str_eq(ignore->reason, STR("known")));
    assert_int_equal(ignore->rule_count, 2);
    assert_true(str_eq(ignore->rules[1], STR("table")));
    assert_int_equal(ignore->until.year, 2027);
    assert_int_equal(ignore->until.day, 31);
    assert_int_equal(ignore->line, 5);
    settings_free(&settings);
}

static void the_form_arrives(void **state)
{
    (void)state;
    struct settings settings;
    load(&settings,
         "columns: [{name: Title & Authors, align: left, required: true}, Links]\n"
         "badges:\n  venue: {template: '![p](https://img.shields.io/badge/{venue}-blue)', "
         "parts: {venue: '[A-Z]+'}}\n"
         "labels: [Paper]\n"
         "copies: [{page: README.md, of: [a.md, b.md]}]\n");
    const struct form *form = &settings.form;
    assert_int_equal(form->table_count, 1);
    assert_int_equal(form->tables[0].column_count, 2);
    const struct column *column = &form->tables[0].columns[0];
    assert_true(str_eq(column->name, STR("Title & Authors")));
    assert_int_equal(column->align, ALIGN_LEFT);
    assert_true(column->required);
    assert_int_equal(column[1].align, ALIGN_ANY);
    assert_false(column[1].required);
    assert_int_equal(form->badge_count, 1);
    assert_true(str_eq(form->badges[0].name, STR("venue")));
    assert_true(
        str_eq(form->badges[0].template, STR("![p](https://img.shields.io/badge/{venue}-blue)")));
    assert_non_null(form->badges[0].compiled);
    assert_int_equal(form->badges[0].part_count, 1);
    assert_true(str_eq(form->badges[0].parts[0].pattern, STR("[A-Z]+")));
    assert_int_equal(form->label_count, 1);
    assert_int_equal(form->copies_count, 1);
    assert_true(str_eq(form->copies[0].page, STR("README.md")));
    assert_int_equal(form->copies[0].of_count, 2);
    settings_free(&settings);
    load(&settings, "columns: [[Title, Links], [Name]]\n");
    assert_int_equal(settings.form.table_count, 2);
    assert_int_equal(settings.form.tables[1].column_count, 1);
    settings_free(&settings);
}

/* A megabyte of openers must neither take long nor much memory. */
static void hostile_texts_end_soon(void **state)
{
    (void)state;
    const char *const openers[] = {"[", "{", "- ", "? ", "a: {"};
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        struct buf text = {0};
        struct settings settings;
        struct err err;
        while (text.n < 1000000)
            buf_add(&text, str_from(openers[i]));
        settings_init(&settings, rules, RULES);
        assert_int_equal(config_load_text(&settings, buf_str(&text), "c.yaml", &err), RC_FAIL);
        settings_free(&settings);
        buf_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_name_the_place),  cmocka_unit_test(the_narrower_selector_counts),
        cmocka_unit_test(values_arrive),          cmocka_unit_test(the_form_arrives),
        cmocka_unit_test(hostile_texts_end_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
