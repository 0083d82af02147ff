#include "doc/news.h"

enum { MAX_HEADING = 80 };

/* What a word of a heading says. Some make news in pairs: "change log", "what's new". */
enum {
    NEWS = 1,
    BESIDE = 2, /* says nothing of its own */
    CHANGE = 4,
    LOG = 8,
    WHAT = 16,
    FRESH = 32,
    RELEASE = 64,
    NOTES = 128,
};

static const struct {
    str word;
    uint8_t says;
} WORDS[] = {
    {STR_INIT("news"), NEWS},         {STR_INIT("update"), NEWS},
    {STR_INIT("updates"), NEWS},      {STR_INIT("updated"), BESIDE},
    {STR_INIT("changelog"), NEWS},    {STR_INIT("changes"), NEWS},
    {STR_INIT("announcement"), NEWS}, {STR_INIT("announcements"), NEWS},
    {STR_INIT("新闻"), NEWS},         {STR_INIT("新聞"), NEWS},
    {STR_INIT("动态"), NEWS},         {STR_INIT("最新动态"), NEWS},
    {STR_INIT("更新"), NEWS},         {STR_INIT("更新日志"), NEWS},
    {STR_INIT("更新记录"), NEWS},     {STR_INIT("最近更新"), NEWS},
    {STR_INIT("近期更新"), NEWS},     {STR_INIT("最新更新"), NEWS},
    {STR_INIT("最新消息"), NEWS},     {STR_INIT("最新进展"), NEWS},
    {STR_INIT("公告"), NEWS},         {STR_INIT("ニュース"), NEWS},
    {STR_INIT("更新履歴"), NEWS},     {STR_INIT("お知らせ"), NEWS},
    {STR_INIT("뉴스"), NEWS},         {STR_INIT("업데이트"), NEWS},
    {STR_INIT("change"), CHANGE},     {STR_INIT("log"), LOG},
    {STR_INIT("logs"), LOG},          {STR_INIT("what"), WHAT},
    {STR_INIT("whats"), WHAT},        {STR_INIT("new"), FRESH},
    {STR_INIT("release"), RELEASE},   {STR_INIT("notes"), NOTES},
    {STR_INIT("latest"), BESIDE},     {STR_INIT("recent"), BESIDE},
    {STR_INIT("recently"), BESIDE},   {STR_INIT("history"), BESIDE},
    {STR_INIT("releases"), BESIDE},   {STR_INIT("and"), BESIDE},
    {STR_INIT("our"), BESIDE},        {STR_INIT("the"), BESIDE},
    {STR_INIT("s"), BESIDE},          {STR_INIT("project"), BESIDE},
    {STR_INIT("repo"), BESIDE},       {STR_INIT("repository"), BESIDE},
    {STR_INIT("hot"), BESIDE},        {STR_INIT("breaking"), BESIDE},
    {STR_INIT("in"), BESIDE},         {STR_INIT("on"), BESIDE},
    {STR_INIT("last"), BESIDE},       {STR_INIT("now"), BESIDE},
    {STR_INIT("jan"), BESIDE},        {STR_INIT("feb"), BESIDE},
    {STR_INIT("mar"), BESIDE},        {STR_INIT("apr"), BESIDE},
    {STR_INIT("may"), BESIDE},        {STR_INIT("jun"), BESIDE},
    {STR_INIT("jul"), BESIDE},        {STR_INIT("aug"), BESIDE},
    {STR_INIT("sep"), BESIDE},        {STR_INIT("oct"), BESIDE},
    {STR_INIT("nov"), BESIDE},        {STR_INIT("dec"), BESIDE},
};

/* Bytes of a word: ASCII letters, or letters of scripts without blanks; emoji are longer. */
static size_t word_length(str s)
{
    size_t n = 0;
    while (n < s.n && ascii_is_alpha(s.at[n]))
        n++;
    if (n > 0)
        return n;
    while (n + 2 < s.n && (unsigned char)s.at[n] >= 0xe3 && (unsigned char)s.at[n] < 0xee)
        n += 3;
    return n;
}

static unsigned meaning(str word)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_eq_nocase(word, WORDS[i].word))
            return WORDS[i].says;
    return 0;
}

enum heading_sense heading_sense(str text)
{
    unsigned said = 0;
    if (text.n > MAX_HEADING)
        return HEADING_TOPIC;
    for (size_t i = 0; i < text.n;) {
        size_t n = word_length(str_skip(text, i));
        unsigned says = n ? meaning(str_sub(text, i, i + n)) : BESIDE; /* digits, emoji, marks */
        if (says == 0)
            return HEADING_TOPIC; /* "Fake News", "Weight Updates" */
        said |= says;
        i += n ? n : 1;
    }
    bool news = (said & NEWS) || (said & (CHANGE | LOG)) == (CHANGE | LOG) ||
                (said & (WHAT | FRESH)) == (WHAT | FRESH) ||
                (said & (RELEASE | NOTES)) == (RELEASE | NOTES);
    return news ? HEADING_NEWS : HEADING_PART;
}
