#include "doc/names.h"

#include <string.h>

static bool is_particle(str word)
{
    static const str WORDS[] = {
        STR_INIT("de"),  STR_INIT("da"),  STR_INIT("di"),  STR_INIT("del"), STR_INIT("der"),
        STR_INIT("den"), STR_INIT("dos"), STR_INIT("van"), STR_INIT("von"), STR_INIT("la"),
        STR_INIT("le"),  STR_INIT("el"),  STR_INIT("al"),  STR_INIT("bin"), STR_INIT("ter"),
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_eq(word, WORDS[i]))
            return true;
    return false;
}

struct people {
    uint32_t people;   /* of two words or more, or an initial */
    uint32_t parts;    /* between commas */
    uint32_t words;    /* of the part that is read */
    bool initial, bad; /* the part holds one; no name looks so */
};

static void end_part(struct people *p)
{
    enum { MAX_WORDS = 4 };
    if (p->words == 0)
        return;
    p->parts++;
    p->people += p->words > 1 || p->initial;
    p->bad = p->bad || p->words > MAX_WORDS;
    p->words = 0;
    p->initial = false;
}

static bool is_word(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80 || c == '\'' || c == '-' || c == '.';
}

/* "A.", "J.-P.", "B" */
static bool is_initial(str word)
{
    for (size_t i = 0; i < word.n; i++) {
        bool letter = word.at[i] >= 'A' && word.at[i] <= 'Z';
        bool mark = word.at[i] == '.' || word.at[i] == '-';
        if (!letter && !mark)
            return false;
        if (letter && i + 1 < word.n && word.at[i + 1] != '.' && word.at[i + 1] != '-')
            return false;
    }
    return true;
}

static void add_word(struct people *p, str word)
{
    if (str_eq(word, STR("and"))) {
        end_part(p);
        return;
    }
    char first = word.at[0];
    bool capital = (first >= 'A' && first <= 'Z') || (unsigned char)first >= 0x80;
    bool initial = is_initial(word);
    for (size_t i = 0; i < word.n; i++)
        p->bad = p->bad || ascii_is_digit(word.at[i]);
    /* "Wu. A title": a sentence ended */
    if (str_ends(word, STR(".")) && !initial && !str_eq(word, STR("Jr.")))
        p->bad = true;
    p->bad = p->bad || (!capital && !is_particle(word));
    p->initial = p->initial || initial;
    p->words++;
}

/* Past a group in brackets, a superscript or a tag. */
static size_t group_length(str s)
{
    size_t above = str_starts(s, STR("<sup>")) ? str_find(s, STR("</sup>")) : STR_NPOS;
    if (above != STR_NPOS)
        return above + STR("</sup>").n;
    static const char OPEN[] = "([<", CLOSE[] = ")]>";
    const char *open = memchr(OPEN, s.at[0], sizeof OPEN - 1);
    size_t end = open ? str_find_char(s, CLOSE[open - OPEN]) : STR_NPOS;
    return end == STR_NPOS ? 0 : end + 1;
}

static str without_marks(str text)
{
    text = str_trim(text);
    while (text.n && memchr(" .,:;|-*_", text.at[text.n - 1], 9))
        text.n--;
    return text;
}

bool names_of_people(str text)
{
    static const char BLANKS[] = " \t\r\n*_\\^";
    struct people p = {0};
    text = without_marks(text);
    if (str_ends(text, STR(")")) && str_has(text, STR("(")))
        text = without_marks(str_sub(text, 0, str_rfind_char(text, '(')));
    bool others = str_ends(text, STR(" et al"));
    if (others)
        text.n -= STR(" et al").n;
    for (size_t i = 0; i < text.n && !p.bad;) {
        size_t start = i, group = group_length(str_skip(text, i));
        while (i < text.n && is_word(text.at[i]))
            i++;
        if (i > start)
            add_word(&p, str_sub(text, start, i));
        else if (group)
            i += group;
        else if (text.at[i] == ',' || text.at[i] == '&' || text.at[i] == ';')
            end_part(&p), i++;
        else if (memchr(BLANKS, text.at[i], sizeof BLANKS - 1))
            i++;
        else
            p.bad = true;
    }
    end_part(&p);
    return !p.bad && (others || (p.parts > 1 && p.people * 2 >= p.parts));
}
