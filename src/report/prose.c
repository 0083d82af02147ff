#include "report/prose.h"

#include "report/escape.h"

enum {
    COMMIT_DIGITS = 7, /* GitHub makes a link of what may be the name of a commit */
    BACKTICK_RUN = 16, /* cmark-gfm opens no code span with more than 80 of them in a row */
};

/* Backticks of a longer run than that are written as "\x60". */
static void add_short_runs(struct buf *out, str text)
{
    for (size_t i = 0, run = 0; i < text.n; i++) {
        run = text.at[i] == '`' ? run + 1 : 0;
        if (run > BACKTICK_RUN)
            buf_add(out, STR("\\x60"));
        else
            buf_add_char(out, text.at[i]);
    }
}

void prose_add_code(struct buf *out, str raw)
{
    struct buf shown = {0};
    add_short_runs(&shown, raw);
    str text = buf_str(&shown);
    size_t longest = 0;
    for (size_t i = 0, run = 0; i < text.n; i++) {
        run = text.at[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    bool pad = text.n > 0 && (text.at[0] == '`' || text.at[text.n - 1] == '`' ||
                              (text.at[0] == ' ' && text.at[text.n - 1] == ' '));
    for (size_t i = 0; i <= longest; i++)
        buf_add_char(out, '`');
    buf_add(out, pad ? STR(" ") : STR(""));
    buf_add(out, text);
    buf_add(out, pad ? STR(" ") : STR(""));
    for (size_t i = 0; i <= longest; i++)
        buf_add_char(out, '`');
    buf_free(&shown);
}

static bool is_letter(char c)
{
    return ascii_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* Whether the byte joins two parts of a word, "well-known", or of a number, "2405.18218". */
static bool is_joint(str s, size_t i)
{
    if (i == 0 || i + 1 == s.n)
        return false;
    if (s.at[i] == '.')
        return ascii_is_digit(s.at[i - 1]) && ascii_is_digit(s.at[i + 1]);
    return (s.at[i] == '-' || s.at[i] == '\'') && is_letter(s.at[i - 1]) && is_letter(s.at[i + 1]);
}

/* Whether GitHub makes nothing of it: "word", "v2", "2405.18218". */
static bool is_word(str s)
{
    size_t hex = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        if (!is_letter(c) && !ascii_is_digit(c) && !is_joint(s, i))
            return false;
        hex += ascii_is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
    }
    return s.n > 0 && (hex < s.n || s.n < COMMIT_DIGITS);
}

/* The bytes at its end that are the sentence's: a parenthesis that closes no other of it is. */
static size_t count_ending(str s)
{
    bool opens = str_find_char(s, '(') != STR_NPOS;
    size_t n = 0;
    while (n < s.n && str_find_char(STR(".,;:!?)"), s.at[s.n - 1 - n]) < (opens ? 6u : 7u))
        n++;
    return n;
}

/* The first piece of `s`: a word, or what is quoted up to the blank behind it. */
static size_t piece_length(str s)
{
    size_t open = s.at[0] == '(' ? 1 : 0, from = 0;
    if (open < s.n && (s.at[open] == '"' || s.at[open] == '`')) {
        size_t close = str_find_char(str_skip(s, open + 1), s.at[open]);
        from = close == STR_NPOS ? 0 : open + 1 + close;
    }
    size_t blank = str_find_char(str_skip(s, from), ' ');
    return blank == STR_NPOS ? s.n : from + blank;
}

static void add_piece(struct buf *out, str piece)
{
    if (piece.at[0] == '(' && piece.n > 1) {
        buf_add_char(out, '(');
        piece = str_skip(piece, 1);
    }
    size_t ending = count_ending(piece);
    str core = str_sub(piece, 0, piece.n - ending);
    bool coded =
        core.n > 2 && core.at[0] == '`' && str_find_char(str_skip(core, 1), '`') == core.n - 2;
    if (coded)
        prose_add_code(out, str_sub(core, 1, core.n - 1));
    else if (is_word(core))
        buf_add(out, core);
    else if (core.n > 0)
        prose_add_code(out, core);
    buf_add(out, str_skip(piece, core.n));
}

void prose_add(struct buf *out, str text, uint32_t columns)
{
    struct buf safe = {0};
    escape_add_cut(&safe, text, columns);
    bool first = true;
    for (str rest = str_trim(buf_str(&safe)); rest.n > 0;) {
        size_t n = piece_length(rest);
        buf_add(out, first ? STR("") : STR(" "));
        add_piece(out, str_sub(rest, 0, n));
        rest = str_trim_left(str_skip(rest, n));
        first = false;
    }
    buf_free(&safe);
}
