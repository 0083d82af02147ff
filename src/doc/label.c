#include "doc/label.h"

#include "base/utf8.h"

enum { MAX_LABEL_BYTES = 32 };

/* Words that make a label; every word of a label must be one of these or a qualifier. */
static const struct {
    str word;
    enum label_kind kind;
} WORDS[] = {
    {STR_INIT("paper"), LABEL_PAPER},      {STR_INIT("papers"), LABEL_PAPER},
    {STR_INIT("pdf"), LABEL_PAPER},        {STR_INIT("arxiv"), LABEL_PAPER},
    {STR_INIT("abs"), LABEL_PAPER},        {STR_INIT("preprint"), LABEL_PAPER},
    {STR_INIT("openreview"), LABEL_PAPER}, {STR_INIT("论文"), LABEL_PAPER},
    {STR_INIT("code"), LABEL_CODE},        {STR_INIT("codes"), LABEL_CODE},
    {STR_INIT("github"), LABEL_CODE},      {STR_INIT("repo"), LABEL_CODE},
    {STR_INIT("repository"), LABEL_CODE},  {STR_INIT("代码"), LABEL_CODE},
    {STR_INIT("project"), LABEL_OTHER},    {STR_INIT("homepage"), LABEL_OTHER},
    {STR_INIT("website"), LABEL_OTHER},    {STR_INIT("webpage"), LABEL_OTHER},
    {STR_INIT("site"), LABEL_OTHER},       {STR_INIT("page"), LABEL_OTHER},
    {STR_INIT("blog"), LABEL_OTHER},       {STR_INIT("post"), LABEL_OTHER},
    {STR_INIT("demo"), LABEL_OTHER},       {STR_INIT("video"), LABEL_OTHER},
    {STR_INIT("videos"), LABEL_OTHER},     {STR_INIT("youtube"), LABEL_OTHER},
    {STR_INIT("talk"), LABEL_OTHER},       {STR_INIT("slides"), LABEL_OTHER},
    {STR_INIT("slide"), LABEL_OTHER},      {STR_INIT("poster"), LABEL_OTHER},
    {STR_INIT("dataset"), LABEL_OTHER},    {STR_INIT("datasets"), LABEL_OTHER},
    {STR_INIT("data"), LABEL_OTHER},       {STR_INIT("model"), LABEL_OTHER},
    {STR_INIT("models"), LABEL_OTHER},     {STR_INIT("weights"), LABEL_OTHER},
    {STR_INIT("checkpoint"), LABEL_OTHER}, {STR_INIT("checkpoints"), LABEL_OTHER},
    {STR_INIT("tweet"), LABEL_OTHER},      {STR_INIT("twitter"), LABEL_OTHER},
    {STR_INIT("supp"), LABEL_OTHER},       {STR_INIT("supplementary"), LABEL_OTHER},
    {STR_INIT("supplement"), LABEL_OTHER}, {STR_INIT("appendix"), LABEL_OTHER},
    {STR_INIT("bib"), LABEL_OTHER},        {STR_INIT("bibtex"), LABEL_OTHER},
    {STR_INIT("link"), LABEL_OTHER},       {STR_INIT("url"), LABEL_OTHER},
    {STR_INIT("colab"), LABEL_OTHER},      {STR_INIT("notebook"), LABEL_OTHER},
    {STR_INIT("hf"), LABEL_OTHER},         {STR_INIT("huggingface"), LABEL_OTHER},
    {STR_INIT("docs"), LABEL_OTHER},       {STR_INIT("documentation"), LABEL_OTHER},
    {STR_INIT("tutorial"), LABEL_OTHER},   {STR_INIT("article"), LABEL_OTHER},
    {STR_INIT("news"), LABEL_OTHER},       {STR_INIT("html"), LABEL_OTHER},
    {STR_INIT("doi"), LABEL_OTHER},        {STR_INIT("journal"), LABEL_OTHER},
    {STR_INIT("conference"), LABEL_OTHER}, {STR_INIT("acl"), LABEL_OTHER},
    {STR_INIT("home"), LABEL_OTHER},       {STR_INIT("leaderboard"), LABEL_OTHER},
    {STR_INIT("benchmark"), LABEL_OTHER},  {STR_INIT("主页"), LABEL_OTHER},
    {STR_INIT("项目"), LABEL_OTHER},       {STR_INIT("数据集"), LABEL_OTHER},
    {STR_INIT("视频"), LABEL_OTHER},       {STR_INIT("知乎"), LABEL_OTHER},
    {STR_INIT("论文链接"), LABEL_PAPER},   {STR_INIT("论文地址"), LABEL_PAPER},
    {STR_INIT("代码链接"), LABEL_CODE},    {STR_INIT("代码地址"), LABEL_CODE},
    {STR_INIT("地址"), LABEL_OTHER},       {STR_INIT("链接"), LABEL_OTHER},
    {STR_INIT("官网"), LABEL_OTHER},       {STR_INIT("项目主页"), LABEL_OTHER},
    {STR_INIT("项目地址"), LABEL_OTHER},   {STR_INIT("博客"), LABEL_OTHER},
    {STR_INIT("演示"), LABEL_OTHER},       {STR_INIT("文档"), LABEL_OTHER},
    {STR_INIT("コード"), LABEL_CODE},      {STR_INIT("リンク"), LABEL_OTHER},
};

static const str QUALIFIERS[] = {
    STR_INIT("official"),   STR_INIT("unofficial"), STR_INIT("pytorch"),
    STR_INIT("tensorflow"), STR_INIT("jax"),        STR_INIT("keras"),
    STR_INIT("the"),        STR_INIT("full"),       STR_INIT("short"),
    STR_INIT("long"),       STR_INIT("author"),     STR_INIT("authors"),
    STR_INIT("1"),          STR_INIT("2"),          STR_INIT("3"),
    STR_INIT("v1"),         STR_INIT("v2"),         STR_INIT("eng"),
    STR_INIT("en"),         STR_INIT("cn"),         STR_INIT("tf"),
    STR_INIT("torch"),      STR_INIT("soon"),       STR_INIT("coming"),
    STR_INIT("hugging"),    STR_INIT("face"),       STR_INIT("and"),
    STR_INIT("web"),        STR_INIT("中"),         STR_INIT("implementation"),
    STR_INIT("version"),
};

static bool is_word_byte(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

static bool is_qualifier(str word)
{
    for (size_t i = 0; i < sizeof QUALIFIERS / sizeof *QUALIFIERS; i++)
        if (str_eq_nocase(word, QUALIFIERS[i]))
            return true;
    return false;
}

static enum label_kind word_kind(str word)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_eq_nocase(word, WORDS[i].word))
            return WORDS[i].kind;
    return LABEL_NONE;
}

/* The next word of the text, cut off its front; empty at its end. Emoji are no words. */
static str next_word(str *text)
{
    size_t start = 0, i = 0;
    for (bool inside = false; i < text->n;) {
        int32_t code;
        size_t n = utf8_next(str_skip(*text, i), &code);
        if (!utf8_is_alnum(code)) {
            if (inside)
                break;
            start = i + n;
        } else {
            inside = true;
        }
        i += n;
    }
    str word = str_sub(*text, start, i);
    *text = str_skip(*text, i);
    return word;
}

static enum label_kind words_kind(str text)
{
    enum label_kind kind = LABEL_NONE;
    if (text.n > MAX_LABEL_BYTES)
        return LABEL_NONE;
    for (str word; (word = next_word(&text)).n > 0;) {
        enum label_kind this_kind = word_kind(word);
        if (this_kind == LABEL_NONE && !is_qualifier(word))
            return LABEL_NONE;
        if (this_kind != LABEL_NONE && (kind == LABEL_NONE || this_kind == LABEL_CODE))
            kind = this_kind;
    }
    return kind;
}

/* "Code" of "Code (not yet)", where the remark keeps it from being a label. */
static str without_remark(str text)
{
    size_t open = str_find_char(text, '(');
    bool remark = open != STR_NPOS && str_ends(text, STR(")")) && words_kind(text) == LABEL_NONE;
    return remark ? str_sub(text, 0, open) : text;
}

enum label_kind label_of(str text)
{
    return words_kind(without_remark(text));
}

void label_fold(struct buf *out, str text)
{
    static const str plurals[] = {STR_INIT("papers"), STR_INIT("codes")};
    size_t start = out->n;
    if (words_kind(text) == LABEL_NONE)
        return; /* "Code (CUDA)" too: the remark is meant */
    for (str word; (word = next_word(&text)).n > 0;) {
        for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++)
            word.n -= str_eq_nocase(word, plurals[i]);
        if (out->n > start)
            buf_add_char(out, ' ');
        for (size_t i = 0; i < word.n; i++)
            buf_add_char(out, ascii_lower(word.at[i]));
    }
}

static size_t count_digits(str s)
{
    size_t n = 0;
    while (n < s.n && ascii_is_digit(s.at[n]))
        n++;
    return n;
}

bool label_is_arxiv_id(str text)
{
    if (str_starts_nocase(text, STR("arxiv")))
        text = str_trim_left(str_skip(text, 5));
    if (str_starts(text, STR(":")))
        text = str_trim_left(str_skip(text, 1));
    size_t n = count_digits(str_skip(text, 5));
    str version = str_skip(text, 5 + n);
    if (count_digits(text) != 4 || text.n < 9 || text.at[4] != '.' || n < 4 || n > 5)
        return false;
    return version.n == 0 || (version.at[0] == 'v' && version.n > 1 &&
                              count_digits(str_skip(version, 1)) == version.n - 1);
}

/* A year at the end of a word, with what may stand before it: "2024", "'24", "CVPR2024". */
static size_t year_length(str word)
{
    size_t digits = 0;
    while (digits < word.n && ascii_is_digit(word.at[word.n - 1 - digits]))
        digits++;
    str year = str_skip(word, word.n - digits);
    if (digits == 4 && (str_starts(year, STR("19")) || str_starts(year, STR("20"))))
        return 4;
    return digits == 2 && (digits == word.n || word.at[word.n - 3] == '\'') ? 2 : 0;
}

/* "ICLR", "NeurIPS", "arXiv": two capitals or more among few letters. */
static bool is_acronym(str word)
{
    size_t capitals = 0;
    for (size_t i = 0; i < word.n; i++)
        capitals += word.at[i] >= 'A' && word.at[i] <= 'Z';
    return (capitals >= 2 && word.n <= 12) || str_eq_nocase(word, STR("arxiv"));
}

bool label_is_venue(str text)
{
    static const str TRACKS[] = {
        STR_INIT("findings"),  STR_INIT("workshop"), STR_INIT("workshops"), STR_INIT("oral"),
        STR_INIT("spotlight"), STR_INIT("poster"),   STR_INIT("best"),      STR_INIT("paper"),
        STR_INIT("track"),     STR_INIT("long"),     STR_INIT("short"),     STR_INIT("main"),
        STR_INIT("highlight"), STR_INIT("preprint"), STR_INIT("w"),
    };
    bool year = false, acronym = false;
    if (text.n > MAX_LABEL_BYTES)
        return false;
    for (size_t i = 0; i < text.n;) {
        size_t start = i;
        while (i < text.n && (is_word_byte(text.at[i]) || text.at[i] == '\''))
            i++;
        str word = str_sub(text, start, i);
        i += word.n == 0;
        if (word.n == 0)
            continue;
        size_t digits = year_length(word);
        str name = str_sub(word, 0, word.n - digits);
        if (str_ends(name, STR("'")))
            name.n--;
        bool known = name.n == 0 || is_acronym(name);
        for (size_t k = 0; k < sizeof TRACKS / sizeof *TRACKS && !known; k++)
            known = str_eq_nocase(name, TRACKS[k]);
        if (!known)
            return false;
        year = year || digits > 0;
        acronym = acronym || (name.n && is_acronym(name));
    }
    return year && acronym;
}
