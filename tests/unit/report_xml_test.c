#include "report/xml.h"

#include "fake.h"

static void text_is_well_formed_and_obeyed_by_nobody(void **state)
{
    (void)state;
    static const struct {
        str bytes;
        const char *written;
    } cases[] = {
        {STR_INIT("plain text"), "plain text"},
        {STR_INIT("<a href=\"b\">'&amp;]]>"), "&lt;a href=&quot;b&quot;&gt;&apos;&amp;amp;]]&gt;"},
        {STR_INIT("\u8bba\U0001f680\u00e9"), "&#x8BBA;&#x1F680;&#xE9;"},
        {STR_INIT("a\tb\r\nc"), "a&#x9;b&#xD;&#xA;c"},
        {STR_INIT("\0\x01\x08\x0b\x1b[31m\x1f"),
         "&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;[31m&#xFFFD;"},
        {STR_INIT("\x7f\xc2\x80\xc2\x9b\xc2\x85\u2028\u202e"),
         "&#x7F;&#x80;&#x9B;&#x85;&#x2028;&#x202E;"},
        {STR_INIT("\uffff\ufffe\ufffd\ufdd0\U0010ffff"),
         "&#xFFFD;&#xFFFD;&#xFFFD;&#xFDD0;&#x10FFFF;"},
        /* Bytes that are no UTF-8, a surrogate and too long a form among them. */
        {STR_INIT("\xff|\xe8\xae|\xed\xa0\x80|\xc0\xaf"),
         "&#xFFFD;|&#xFFFD;&#xFFFD;|&#xFFFD;&#xFFFD;&#xFFFD;|&#xFFFD;&#xFFFD;"},
        {STR_INIT("##[add-mask]a ##vso[x] [b]"), "##&#x5B;add-mask]a ##vso&#x5B;x] [b]"},
    };
    struct buf out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        xml_add(&out, cases[i].bytes);
        assert_str(buf_str(&out), cases[i].written);
        buf_clear(&out);
    }
    xml_add_lines(&out, STR("a\nb\r\n"));
    assert_str(buf_str(&out), "a\nb&#xD;\n");
    buf_clear(&out);
    xml_attribute(&out, "name", STR("a\n\"b\""));
    xml_attribute_number(&out, "line", 12);
    assert_str(buf_str(&out), " name=\"a&#xA;&quot;b&quot;\" line=\"12\"");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(text_is_well_formed_and_obeyed_by_nobody)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
