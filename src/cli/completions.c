#include "cli/completions.h"

#include "cli/flag.h"
#include "cli/help.h"

#include <string.h>

/* What follows an option, or what the operands of a command are. */
enum value {
    VALUE_NONE,
    VALUE_WORDS, /* some of its own: flag_values() */
    VALUE_RULES, /* ids of rules, ',' between */
    VALUE_FILE,
    VALUE_ANY,
};

static enum value value_of(const struct flag *flag)
{
    if (!flag->argument)
        return VALUE_NONE;
    if (flag->choices || flag->values)
        return VALUE_WORDS;
    if (strcmp(flag->argument, "RULES") == 0)
        return VALUE_RULES;
    return strcmp(flag->argument, "FILE") == 0 || strcmp(flag->argument, "PATH") == 0 ? VALUE_FILE
                                                                                      : VALUE_ANY;
}

static bool takes_rules(const struct command *command)
{
    return strstr(command->usage, "RULE...") != NULL;
}

/* "auto always never". */
static void add_words(struct buf *out, const struct flag *flag)
{
    struct buf values = {0};
    flag_values(&values, flag);
    for (size_t i = 0; i < values.n; i++)
        if (values.at[i] != ',')
            buf_add_char(out, values.at[i]);
    buf_free(&values);
}

static void add_commands(struct buf *out, char between)
{
    for (const struct command *const *at = command_table; *at; at++) {
        if (at != command_table)
            buf_add_char(out, between);
        buf_add(out, str_from((*at)->name));
    }
}

/* Text between single quotes; `quote` is how the shell writes a quote there. */
static void add_text(struct buf *out, const char *text, const char *special, const char *quote)
{
    for (; *text; text++) {
        if (*text == '\'')
            buf_add(out, str_from(quote));
        else {
            if (strchr(special, *text))
                buf_add_char(out, '\\');
            buf_add_char(out, *text);
        }
    }
}

static void bash_pattern(struct buf *out, const struct command *command, const struct flag *flag)
{
    buf_printf(out, "    %s:--%s", command->name, flag->name);
    if (flag->letter)
        buf_printf(out, " | %s:-%c", command->name, flag->letter);
    buf_add(out, STR(") "));
}

static void bash_values(struct buf *out, const struct command *command)
{
    for (const struct flag *flag = command->flags; flag && flag->name; flag++) {
        enum value value = value_of(flag);
        if (value == VALUE_NONE)
            continue;
        bash_pattern(out, command, flag);
        if (value == VALUE_WORDS) {
            buf_add(out, STR("words='"));
            add_words(out, flag);
            buf_add(out, STR("' ;;\n"));
        } else {
            /* Without words bash goes on to names of files. */
            buf_add(out, value == VALUE_RULES ? STR("words=$rules ;;\n") : STR("return ;;\n"));
        }
    }
}

static void bash_flags(struct buf *out, const struct command *command)
{
    buf_printf(out, "        %s:-*) words='", command->name);
    const struct flag *tables[] = {command->flags, common_flags};
    for (size_t t = 0; t < 2; t++)
        for (const struct flag *flag = tables[t]; flag && flag->name; flag++)
            buf_printf(out, "%s--%s", flag == command->flags ? "" : " ", flag->name);
    buf_add(out, STR("' ;;\n"));
}

void completions_bash(struct buf *out)
{
    buf_add(out, STR("# made from the tables of src/cli\n_curlint()\n{\n"
                     "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                     "    local command=check words= listed= rules='$(curlint rules 2>/dev/null | "
                     "cut -d\" \" -f1)'\n"
                     "    COMPREPLY=()\n"
                     "    # bash splits --format=json at the =\n"
                     "    if [[ $cur == = ]]; then\n        cur=\n"
                     "    elif [[ $prev == = ]]; then\n"
                     "        prev=${COMP_WORDS[COMP_CWORD-2]}\n    fi\n"
                     "    case ${COMP_WORDS[1]} in\n    "));
    add_commands(out, '|');
    buf_add(out, STR(") command=${COMP_WORDS[1]} ;;\n    esac\n    case $command:$prev in\n"));
    for (const struct command *const *at = command_table; *at; at++)
        bash_values(out, *at);
    buf_add(out, STR("    *)\n        case $command:$cur in\n"));
    for (const struct command *const *at = command_table; *at; at++) {
        bash_flags(out, *at);
        if (takes_rules(*at))
            buf_printf(out, "        %s:*) words=$rules ;;\n", (*at)->name);
    }
    buf_printf(out, "        %s:*) [[ $COMP_CWORD == 1 ]] && words='", command_default()->name);
    add_commands(out, ' ');
    buf_add(out, STR("' ;;\n        esac ;;\n    esac\n"
                     "    # of rules with commas between, the last\n"
                     "    if [[ $words == \"$rules\" ]]; then\n"
                     "        listed=${cur%\"${cur##*,}\"}\n    fi\n"
                     "    mapfile -t COMPREPLY < <(compgen -P \"$listed\" -W \"$words\" -- "
                     "\"${cur#\"$listed\"}\")\n}\n"
                     "complete -o default -F _curlint curlint\n"));
}

static void zsh_value(struct buf *out, const struct flag *flag)
{
    enum value value = value_of(flag);
    if (value == VALUE_NONE)
        return;
    buf_printf(out, ":%s:", strcmp(flag->argument, "FORMAT:FILE") == 0 ? "FORMAT" : flag->argument);
    if (value == VALUE_WORDS) {
        buf_add_char(out, '(');
        add_words(out, flag);
        buf_add_char(out, ')');
    } else if (value == VALUE_RULES) {
        buf_add(out, STR("_curlint_rule_list"));
    } else if (value == VALUE_FILE) {
        buf_add(out, STR("_files"));
    }
}

static void zsh_flags(struct buf *out, const struct flag *flags)
{
    for (const struct flag *flag = flags; flag && flag->name; flag++) {
        const char *more = flag->argument ? "=" : "";
        bool repeats = flag->kind == FLAG_TEXTS;
        buf_add(out, STR("            "));
        if (flag->letter)
            buf_printf(out, "%s{-%c%s,--%s%s}'", repeats ? "'*'" : "", flag->letter,
                       flag->argument ? "+" : "", flag->name, more);
        else
            buf_printf(out, "'%s--%s%s", repeats ? "*" : "", flag->name, more);
        buf_add_char(out, '[');
        add_text(out, flag->help, "[]\\", "'\\''");
        buf_add_char(out, ']');
        zsh_value(out, flag);
        buf_add(out, STR("' \\\n"));
    }
}

void completions_zsh(struct buf *out)
{
    buf_add(out, STR("#compdef curlint\n# made from the tables of src/cli\n\n"
                     "_curlint_rules() {\n    local -a rules\n"
                     "    rules=(${(f)\"$(_call_program rules curlint rules 2>/dev/null | "
                     "cut -d' ' -f1)\"})\n"
                     "    compadd \"$@\" -a rules\n}\n\n"
                     "_curlint_rule_list() {\n    _sequence _curlint_rules\n}\n\n"
                     "_curlint() {\n    local command="));
    buf_printf(out, "%s\n    local -a commands\n    commands=(\n", command_default()->name);
    for (const struct command *const *at = command_table; *at; at++) {
        buf_printf(out, "        '%s:", (*at)->name);
        add_text(out, (*at)->summary, ":\\", "'\\''");
        buf_add(out, STR("'\n"));
    }
    buf_add(out, STR("    )\n    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
                     "        _alternative 'commands:command:(($commands))' 'files:file:_files'\n"
                     "        return\n    fi\n"
                     "    if (( ${commands[(I)$words[2]:*]} )); then\n"
                     "        command=$words[2]\n        shift words\n        (( CURRENT-- ))\n"
                     "    fi\n    case $command in\n"));
    for (const struct command *const *at = command_table; *at; at++) {
        buf_printf(out, "    %s)\n        _arguments -s -S \\\n", (*at)->name);
        zsh_flags(out, (*at)->flags);
        zsh_flags(out, common_flags);
        buf_printf(out, "            '*:%s' ;;\n",
                   takes_rules(*at) ? "rule:_curlint_rules" : "path:_files");
    }
    buf_add(out, STR("    esac\n}\n\n_curlint \"$@\"\n"));
}

static void fish_flags(struct buf *out, const struct command *command, const struct flag *flags)
{
    for (const struct flag *flag = flags; flag && flag->name; flag++) {
        enum value value = value_of(flag);
        buf_printf(out, "complete -c curlint -n '__curlint_in %s' -l %s", command->name,
                   flag->name);
        if (flag->letter)
            buf_printf(out, " -s %c", flag->letter);
        if (value == VALUE_WORDS) {
            buf_add(out, STR(" -x -a '"));
            add_words(out, flag);
            buf_add_char(out, '\'');
        } else if (value == VALUE_RULES) {
            buf_add(out, STR(" -x -a '(__fish_complete_list , __curlint_rules)'"));
        } else if (value != VALUE_NONE) {
            buf_add(out, value == VALUE_FILE ? STR(" -r -F") : STR(" -x"));
        }
        buf_add(out, STR(" -d '"));
        add_text(out, flag->help, "\\", "\\'");
        buf_add(out, STR("'\n"));
    }
}

void completions_fish(struct buf *out)
{
    buf_add(out, STR("# made from the tables of src/cli\n\n"
                     "function __curlint_command\n    set -l words (commandline -opc)\n"
                     "    if contains -- \"$words[2]\" "));
    add_commands(out, ' ');
    buf_printf(out,
               "\n        echo $words[2]\n    else\n        echo %s\n    end\nend\n\n"
               "function __curlint_in\n    test (__curlint_command) = $argv[1]\nend\n\n"
               "function __curlint_rules\n"
               "    curlint rules 2>/dev/null | string replace -r ' .*' ''\nend\n\n",
               command_default()->name);
    for (const struct command *const *at = command_table; *at; at++) {
        buf_printf(out, "complete -c curlint -n '__fish_is_first_arg' -a %s -d '", (*at)->name);
        add_text(out, (*at)->summary, "\\", "\\'");
        buf_add(out, STR("'\n"));
    }
    for (const struct command *const *at = command_table; *at; at++) {
        fish_flags(out, *at, (*at)->flags);
        fish_flags(out, *at, common_flags);
        if (takes_rules(*at))
            buf_printf(out, "complete -c curlint -n '__curlint_in %s' -f -a '(__curlint_rules)'\n",
                       (*at)->name);
    }
}
