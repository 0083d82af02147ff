#include "config/schema.h"

/* What is the same for every list. %s would be of no use: nothing in it comes from outside. */
static const char *const HEAD[] = {
    "{\n",
    "  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n",
    "  \"title\": \"Configuration of curlint\",\n",
    "  \"type\": \"object\",\n",
    "  \"additionalProperties\": false,\n",
    "  \"definitions\": {\n",
    "    \"severity\": {\"enum\": [\"error\", \"warning\", \"info\", \"off\", false]},\n",
    "    \"texts\": {\"type\": [\"array\", \"null\"], \"items\": {\"type\": \"string\"}},\n",
    "    \"globs\": {\"type\": [\"array\", \"null\"], \"items\": {\"type\": \"string\", "
    "\"minLength\": 1, \"pattern\": \"^[^!]\"}},\n",
    "    \"patterns\": {\"type\": [\"array\", \"null\"], \"items\": {\"type\": \"string\", "
    "\"minLength\": 1}},\n",
    "    \"statuses\": {\"type\": [\"array\", \"null\"], \"items\": {\"anyOf\": [{\"type\": "
    "\"integer\", \"minimum\": 100, \"maximum\": 999}, {\"type\": \"string\", \"pattern\": "
    "\"^[1-9][0-9]{2}(-[1-9][0-9]{2})?$\"}]}},\n",
    "    \"number\": {\"type\": \"integer\", \"minimum\": 1, \"maximum\": 4294967295},\n",
    "    \"column\": {\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"object\", "
    "\"additionalProperties\": false, \"required\": [\"name\"], \"properties\": {\"name\": "
    "{\"type\": \"string\"}, \"align\": {\"enum\": [\"any\", \"none\", \"left\", \"center\", "
    "\"right\"]}, \"required\": {\"type\": \"boolean\"}}}]},\n",
    "    \"columns\": {\"type\": \"array\", \"minItems\": 1, \"items\": {\"$ref\": "
    "\"#/definitions/column\"}}\n",
    "  },\n",
    "  \"properties\": {\n",
    "    \"files\": {\"description\": \"patterns of the files that are lists\", \"$ref\": "
    "\"#/definitions/globs\"},\n",
    "    \"exclude\": {\"description\": \"patterns of files that are none\", \"$ref\": "
    "\"#/definitions/globs\"},\n",
    "    \"columns\": {\"description\": \"the columns of the tables, or of each kind of table\", "
    "\"anyOf\": [{\"type\": \"null\"}, {\"$ref\": \"#/definitions/columns\"}, {\"type\": "
    "\"array\", \"minItems\": 1, \"items\": {\"$ref\": \"#/definitions/columns\"}}]},\n",
    "    \"badges\": {\"description\": \"how each kind of badge is written\", \"type\": "
    "[\"object\", \"null\"], \"additionalProperties\": {\"anyOf\": [{\"type\": \"string\"}, "
    "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"template\"], "
    "\"properties\": {\"template\": {\"type\": \"string\"}, \"parts\": {\"type\": [\"object\", "
    "\"null\"], \"additionalProperties\": {\"type\": \"string\"}}}}]}},\n",
    "    \"labels\": {\"description\": \"what the links of an entry are called\", \"$ref\": "
    "\"#/definitions/texts\"},\n",
    "    \"copies\": {\"description\": \"pages that repeat entries of other files\", \"type\": "
    "[\"array\", \"null\"], \"items\": {\"type\": \"object\", \"additionalProperties\": false, "
    "\"required\": [\"page\"], \"properties\": {\"page\": {\"type\": \"string\"}, \"of\": "
    "{\"$ref\": \"#/definitions/globs\"}}}},\n",
    "    \"recent\": {\"description\": \"the page of recent papers\", \"type\": "
    "[\"object\", \"null\"], \"additionalProperties\": false, \"required\": [\"page\"], "
    "\"properties\": {\"page\": {\"type\": \"string\", \"minLength\": 1}, \"of\": "
    "{\"$ref\": \"#/definitions/globs\"}, \"window\": {\"anyOf\": [{\"type\": "
    "\"integer\", \"minimum\": 1, \"maximum\": 36500}, {\"type\": \"string\", "
    "\"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"}]}, \"by\": {\"type\": [\"array\", "
    "\"null\"], \"uniqueItems\": true, \"items\": {\"enum\": [\"date\", \"arxiv\", "
    "\"history\"]}}, \"sections\": {\"type\": "
    "[\"object\", \"null\"], \"additionalProperties\": {\"type\": \"array\", "
    "\"minItems\": 1, \"items\": {\"type\": \"string\", \"minLength\": 1, "
    "\"pattern\": \"^[^!]\"}}}, \"row\": {\"type\": \"string\"}, \"marks\": "
    "{\"$ref\": \"#/definitions/patterns\"}}},\n",
    "    \"limits\": {\"description\": \"what is refused before it is parsed\", \"type\": "
    "[\"object\", \"null\"], \"additionalProperties\": false, \"properties\": {\"file-bytes\": "
    "{\"$ref\": \"#/definitions/number\"}, \"line-bytes\": {\"$ref\": "
    "\"#/definitions/number\"}, \"table-columns\": {\"$ref\": \"#/definitions/number\"}, "
    "\"nesting\": {\"$ref\": \"#/definitions/number\"}, \"brackets\": {\"$ref\": "
    "\"#/definitions/number\"}}},\n",
    "    \"ignore\": {\"description\": \"findings that are known and wanted\", \"type\": "
    "[\"array\", \"null\"], \"items\": {\"type\": \"object\", \"additionalProperties\": false, "
    "\"required\": [\"entry\", \"rules\"], \"properties\": {\"entry\": {\"type\": \"string\", "
    "\"pattern\": \":\"}, \"rules\": {\"type\": \"array\", \"minItems\": 1, \"items\": "
    "{\"type\": \"string\"}}, \"reason\": {\"type\": \"string\"}, \"until\": {\"type\": "
    "\"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"}}}},\n",
    "    \"links\": {\"description\": \"how links are asked for\", \"type\": [\"object\", "
    "\"null\"], \"additionalProperties\": false, \"properties\": {\"exclude\": {\"$ref\": "
    "\"#/definitions/patterns\"}, \"accept\": {\"$ref\": \"#/definitions/statuses\"}, \"hosts\": "
    "{\"type\": [\"object\", \"null\"], \"propertyNames\": {\"pattern\": "
    "\"^[A-Za-z0-9._-]+$\"}, \"additionalProperties\": {\"type\": \"object\", "
    "\"additionalProperties\": false, \"properties\": {\"at-once\": {\"type\": \"integer\", "
    "\"minimum\": 1, \"maximum\": 32}, \"per-minute\": {\"type\": \"integer\", \"minimum\": 1, "
    "\"maximum\": 6000}, \"timeout\": {\"type\": \"integer\", \"minimum\": 1, \"maximum\": "
    "300}, \"accept\": {\"$ref\": \"#/definitions/statuses\"}, \"get\": {\"type\": "
    "\"boolean\"}, \"skip\": {\"type\": \"boolean\"}}}}, \"services\": {\"type\": "
    "[\"object\", \"null\"], \"propertyNames\": {\"pattern\": \"^[A-Za-z0-9._-]+$\"}, "
    "\"additionalProperties\": {\"type\": \"object\", \"additionalProperties\": false, "
    "\"properties\": {\"kind\": {\"type\": \"string\"}, \"endpoint\": {\"type\": "
    "\"string\", \"pattern\": \"^https?://\"}, \"pages\": {\"type\": "
    "\"boolean\"}}}}}},\n",
    "    \"rules\": {\n",
    "      \"description\": \"severities of rules, of groups and of all, and the options of "
    "rules\",\n",
    "      \"type\": [\"object\", \"null\"],\n",
    "      \"additionalProperties\": false,\n",
    "      \"properties\": {\n",
};

static void add_string(struct buf *out, const char *text)
{
    buf_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_add_char(out, '\\');
        buf_add_char(out, *text);
    }
    buf_add_char(out, '"');
}

static void add_type(struct buf *out, const struct option *option)
{
    static const char *const TYPES[] = {
        [OPTION_BOOL] = "\"type\": \"boolean\"",
        [OPTION_INT] = "\"type\": \"integer\", \"minimum\": 0, \"maximum\": 2147483647",
        [OPTION_STRING] = "\"type\": \"string\"",
        [OPTION_CHOICE] = "\"enum\": [",
        [OPTION_LIST] = "\"$ref\": \"#/definitions/texts\"",
    };
    buf_printf(out, "%s", TYPES[option->type]);
    if (option->type != OPTION_CHOICE)
        return;
    for (const char *const *choice = option->choices; *choice; choice++) {
        buf_printf(out, "%s", choice == option->choices ? "" : ", ");
        add_string(out, *choice);
    }
    buf_add_char(out, ']');
}

/* A severity, or a mapping of severity and options. */
static void add_selector(struct buf *out, str name, const struct rule *rule)
{
    buf_printf(out, "        \"%.*s\": {", STR_ARG(name));
    if (rule) {
        buf_add(out, STR("\"description\": "));
        add_string(out, rule->summary);
        buf_add(out, STR(", "));
    }
    buf_add(out, STR("\"anyOf\": [{\"$ref\": \"#/definitions/severity\"}, {\"type\": \"object\", "
                     "\"additionalProperties\": false, \"properties\": {\"severity\": {\"$ref\": "
                     "\"#/definitions/severity\"}"));
    for (const struct option *option = rule ? rule->options : NULL; option && option->name;
         option++) {
        buf_add(out, STR(", "));
        add_string(out, option->name);
        buf_add(out, STR(": {\"description\": "));
        add_string(out, option->help);
        buf_add(out, STR(", "));
        add_type(out, option);
        buf_add_char(out, '}');
    }
    buf_add(out, STR("}}]}"));
}

static str group_of(const struct rule_entry *rule)
{
    str rest = str_from(rule->id);
    return str_cut(&rest, '/');
}

void config_schema(struct buf *out, const struct rule_entry *rules, size_t rule_count)
{
    for (size_t i = 0; i < sizeof HEAD / sizeof *HEAD; i++)
        buf_add(out, str_from(HEAD[i]));
    add_selector(out, STR("all"), NULL);
    for (size_t i = 0; i < rule_count; i++) {
        if (i == 0 || !str_eq(group_of(&rules[i]), group_of(&rules[i - 1]))) {
            buf_add(out, STR(",\n"));
            add_selector(out, group_of(&rules[i]), NULL);
        }
        buf_add(out, STR(",\n"));
        add_selector(out, str_from(rules[i].id), rules[i].rule);
    }
    buf_add(out, STR("\n      }\n    }\n  }\n}\n"));
}
