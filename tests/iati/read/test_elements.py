"""Where the elements, attributes and texts of an activity go."""

import pytest


def test_one_activity_is_one_row_with_the_first_of_each_text(given, of):
    reading = given(
        """<iati-activities version="2.03" generated-datetime="2025-01-02T03:04:05Z">
        <iati-activity hierarchy="2" default-currency="NOK" xml:lang="nb" humanitarian="true">
          <iati-identifier> NO-BRC-1-A\n</iati-identifier>
          <reporting-org ref="NO-BRC-1" type="10" secondary-reporter="0"><narrative>Diktet</narrative></reporting-org>
          <title><narrative>En ting</narrative><narrative xml:lang="en">A thing</narrative></title>
          <activity-status code="2"/>
        </iati-activity></iati-activities>"""
    )
    [row] = reading.tables["activity"].to_pylist()
    assert row["activity_id"] == "NO-BRC-1-A"
    assert (row["hierarchy"], row["hierarchy_raw"]) == (2, "2")
    assert (row["humanitarian"], row["secondary_reporter"]) == (True, False)
    assert (row["reporting_org_ref"], row["reporting_org_name"], row["title"]) == ("NO-BRC-1", "Diktet", "En ting")
    assert (row["default_currency"], row["default_language"], row["activity_status_code"]) == ("NOK", "nb", "2")
    assert (row["version"], row["generated_datetime"]) == ("2.03", "2025-01-02T03:04:05Z")
    assert of(reading, "narrative", "path", "language", "text") == [
        ("reporting-org/narrative", None, "Diktet"),
        ("title/narrative", None, "En ting"),
        ("title/narrative", "en", "A thing"),
    ]
    assert reading.tables["extension"].num_rows == 0


def test_levels_of_an_activity_are_kept_as_they_are_told(given, of):
    levels = ("1", "2", "", "two", "-1")
    reading = given(
        "<iati-activities>" + "".join(f'<iati-activity hierarchy="{one}"/>' for one in levels) + "</iati-activities>"
    )
    assert of(reading, "activity", "hierarchy", "hierarchy_raw") == [
        (1, "1"),
        (2, "2"),
        (None, ""),
        (None, "two"),
        (-1, "-1"),
    ]
    assert of(reading, "problem", "column", "written", "problem") == [
        ("hierarchy", "", "blank"),
        ("hierarchy", "two", "not a whole number"),
    ]


def test_a_row_says_which_row_it_belongs_to(given, file_of, of):
    period = "<period><target value='{0}'/><actual value='{0}1'/><actual value='{0}2'/></period>"
    result = "<result><indicator>{}{}</indicator><indicator>{}</indicator></result>"
    one = result.format(*(period.format(value) for value in "123"))
    reading = given(file_of("<sector code='1'/>", one + one.replace("value='", "value='9")))
    assert of(reading, "indicator", "activity_id", "ordinal", "parent", "parent_ordinal") == [
        ("2", 1, "result", 1),
        ("2", 2, "result", 1),
        ("2", 3, "result", 2),
        ("2", 4, "result", 2),
    ]
    assert of(reading, "period", "parent", "parent_ordinal") == [
        ("indicator", 1),
        ("indicator", 1),
        ("indicator", 2),
        ("indicator", 3),
        ("indicator", 3),
        ("indicator", 4),
    ]
    assert of(reading, "actual", "value_raw", "parent", "parent_ordinal")[:6] == [
        ("11", "period", 1),
        ("12", "period", 1),
        ("21", "period", 2),
        ("22", "period", 2),
        ("31", "period", 3),
        ("32", "period", 3),
    ]
    assert of(reading, "target", "value_raw", "parent_ordinal")[3:] == [("91", 4), ("92", 5), ("93", 6)]


def test_ordinals_begin_anew_with_every_activity_and_numbers_go_on_over_files(given, file_of, of):
    file = file_of("<sector code='a'/><sector code='b'/>", "", "<sector code='c'/>")
    reading = given(file, file)
    assert of(reading, "sector", "activity_no", "ordinal", "sector_code") == [
        (0, 1, "a"),
        (0, 2, "b"),
        (2, 1, "c"),
        (3, 1, "a"),
        (3, 2, "b"),
        (5, 1, "c"),
    ]
    assert of(reading, "activity", "activity_no") == [0, 1, 2, 3, 4, 5]


def test_titles_of_version_1_in_several_languages_are_all_kept(given, file_of, of):
    reading = given(
        file_of(
            '<title xml:lang="fr">Une chose</title><title xml:lang="en">A thing</title><title>Ting</title>',
            root='version="1.03"',
        )
    )
    assert of(reading, "activity", "title") == ["Une chose"]
    assert of(reading, "narrative", "path", "language", "text") == [
        ("title", "fr", "Une chose"),
        ("title", "en", "A thing"),
        ("title", None, "Ting"),
    ]


def test_a_second_value_never_mixes_with_the_first(given, file_of, of):
    reading = given(
        file_of(
            "<transaction><value currency='USD'>1</value><value value-date='2020-01-01' currency='EUR'>2</value>"
            "<provider-org ref='A'/><provider-org provider-activity-id='B-1'><narrative>B</narrative></provider-org>"
            "</transaction>"
        )
    )
    [row] = reading.tables["transaction"].to_pylist()
    assert (str(row["value_amount"]), row["value_currency"], row["value_date"]) == ("1.000000", "USD", None)
    assert (row["provider_org_ref"], row["provider_activity_id"]) == ("A", None)
    assert of(reading, "extension", "parent", "parent_ordinal", "path", "name", "text") == [
        ("transaction", 1, "transaction/value/@value-date", "@value-date", "2020-01-01"),
        ("transaction", 1, "transaction/value/@currency", "@currency", "EUR"),
        ("transaction", 1, "transaction/value/text()", "text()", "2"),
        ("transaction", 1, "transaction/provider-org/@provider-activity-id", "@provider-activity-id", "B-1"),
    ]


def test_a_second_loan_never_mixes_with_the_first(given, file_of, of):
    loan = (
        "<loan-terms rate-1='{0}'><repayment-type code='{0}'/><commitment-date iso-date='200{0}-01-01'/></loan-terms>"
    )
    reading = given(file_of(f"<crs-add>{loan.format(1)}{loan.format(2)}</crs-add>"))
    assert of(reading, "crs_add", "rate_1_raw", "repayment_type_code", "commitment_date_raw") == [
        ("1", "1", "2001-01-01")
    ]
    assert of(reading, "extension", "path", "text") == [
        ("crs-add/loan-terms/@rate-1", "2"),
        ("crs-add/loan-terms/repayment-type/@code", "2"),
        ("crs-add/loan-terms/commitment-date/@iso-date", "2002-01-01"),
    ]


def test_the_language_of_a_text_is_that_of_the_nearest_element_that_states_one_below_the_activity(given, of):
    reading = given(
        """<iati-activities><iati-activity xml:lang="nb"><title><narrative>1</narrative></title>
        <transaction xml:lang="fr"><description><narrative>2</narrative><narrative xml:lang="es">3</narrative>
        </description>
          <provider-org xml:lang="de"><narrative>4</narrative></provider-org></transaction>
        <description xml:lang="pt">5</description><description xml:lang=""><narrative>6</narrative></description>
        </iati-activity></iati-activities>"""
    )
    assert of(reading, "narrative", "text", "language") == [
        ("1", None),
        ("2", "fr"),
        ("3", "es"),
        ("4", "de"),
        ("5", "pt"),
        ("6", ""),
    ]
    assert of(reading, "activity", "default_language") == ["nb"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<![CDATA[a < b & c]]>", "a < b & c"),
        ("a<![CDATA[<b>]]>c", "a<b>c"),
        ("<![CDATA[</narrative></title></iati-activity>]]>", "</narrative></title></iati-activity>"),
        ("<![CDATA[]]>", ""),
        ("a<!-- b -->c", "ac"),
        ("<!-- </iati-activity> <iati-activity> -->c", "c"),
        ("a<?b </iati-activity> ?>c", "ac"),
        ("a &amp; b &lt;c&gt; &quot;d&quot; &apos;e&apos;", "a & b <c> \"d\" 'e'"),
        ("&#229;rs&#x20AC;&#x1F30D;", "års€🌍"),
        ("&amp;nbsp;", "&nbsp;"),
        ("&amp;amp;", "&amp;"),
        ("&#32;a&#32;", "a"),
        ("&#x20;&#9;a&#10;&#13;", "a"),
        ("&#160;a&#160;", "\xa0a\xa0"),
        ("<![CDATA[ a ]]>", "a"),
        ("\n\t a \n b \r\n", "a \n b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a&#13;b", "a\rb"),
        ("\u2003a\u3000", "\u2003a\u3000"),
        ("", ""),
        (" \n", ""),
        ("ab</narrative><narrative>cd", "ab"),
    ],
)
def test_texts_are_as_xml_says(given, file_of, of, written, text):
    reading = given(
        file_of(f"<title><narrative>{written}</narrative></title>", "<title><narrative>z</narrative></title>")
    )
    assert reading.report["refused"] == 0
    assert of(reading, "activity", "title") == [text, "z"]
    assert of(reading, "narrative", "text")[0] == text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a &amp; b", "a & b"),
        (" a ", "a"),
        ("&#32;a&#10;", "a"),
        ("a\n\tb", "a  b"),
        ("a&#10;b", "a\nb"),
        ("a > b", "a > b"),
        ("&lt;a&gt;", "<a>"),
        ("</iati-activity>".replace("<", "&lt;"), "</iati-activity>"),
        ("/>", "/>"),
        ("--&gt;", "-->"),
        ("it's", "it's"),
        ("", ""),
    ],
)
def test_values_of_attributes_are_as_xml_says(given, file_of, of, written, value):
    reading = given(file_of(f'<tag code="{written}" vocabulary="99"/>', "<tag code='z'/>"))
    assert of(reading, "tag", "code") == [value, "z"]


def test_the_order_and_the_quotes_of_attributes_change_nothing(given, file_of):
    one = given(file_of('<sector vocabulary="2" code="111" percentage="50"/>'))
    other = given(file_of("<sector\n percentage = '50'\tcode='111'\nvocabulary='2'></sector >"))
    assert one.tables["sector"] == other.tables["sector"]


def test_elements_and_attributes_that_the_standard_does_not_know_are_extensions(given, of):
    reading = given(
        """<iati-activities version="2.03" xmlns:u="http://example.org/u"><iati-activity u:mark="1" strange="2">
        <iati-identifier>A</iati-identifier>
        <transaction><value>1</value><u:usd rate="7.5">8 <u:note>more</u:note> of it</u:usd>
           <own xmlns="http://example.org/own"><inner a="b"/></own></transaction>
        <v:thing xmlns:v="http://example.org/v" v:a="3">text</v:thing>
        <budget-lines><title>not the title</title></budget-lines>
        <sector code="1" v:weight="9" xmlns:v="http://example.org/v"/>
        </iati-activity></iati-activities>"""
    )
    u, v, own = "http://example.org/u", "http://example.org/v", "http://example.org/own"
    assert of(reading, "extension", "parent", "parent_ordinal", "path", "namespace", "name", "text") == [
        ("activity", 1, "@mark", u, "@mark", "1"),
        ("activity", 1, "@strange", None, "@strange", "2"),
        ("transaction", 1, "transaction/usd", u, "usd", "8  of it"),
        ("transaction", 1, "transaction/usd/@rate", None, "@rate", "7.5"),
        ("transaction", 1, "transaction/usd/note", u, "note", "more"),
        ("transaction", 1, "transaction/own", own, "own", ""),
        ("transaction", 1, "transaction/own/inner", own, "inner", ""),
        ("transaction", 1, "transaction/own/inner/@a", None, "@a", "b"),
        ("activity", 1, "thing", v, "thing", "text"),
        ("activity", 1, "thing/@a", v, "@a", "3"),
        ("activity", 1, "budget-lines", None, "budget-lines", ""),
        ("activity", 1, "budget-lines/title", None, "title", "not the title"),
        ("sector", 1, "sector/@weight", v, "@weight", "9"),
    ]
    assert of(reading, "activity", "title") == [None]


def test_a_prefix_that_nobody_declared_is_kept_under_an_address_that_says_so(given, file_of, of):
    reading = given(file_of("<ns1:usd ns1:rate='7' ns2:of='x'>5</ns1:usd>", "<title><narrative>z</narrative></title>"))
    assert reading.report["refused"] == 0
    assert of(reading, "extension", "namespace", "name", "text") == [
        ("undeclared:ns1", "usd", "5"),
        ("undeclared:ns1", "@rate", "7"),
        ("undeclared:ns2", "@of", "x"),
    ]


def test_an_element_of_the_standard_in_another_namespace_is_no_element_of_the_standard(given, file_of, of):
    reading = given(file_of('<x:title xmlns:x="http://example.org/x"><narrative>not it</narrative></x:title>'))
    assert of(reading, "activity", "title") == [None]
    assert of(reading, "extension", "name", "text") == [("title", ""), ("narrative", "not it")]


def test_a_prefixed_attribute_never_stands_for_the_one_without(given, file_of, of):
    reading = given(file_of('<sector x:code="2" code="1" xmlns:x="http://example.org/x" x:percentage="5"/>'))
    assert of(reading, "sector", "sector_code", "percentage_raw") == [("1", None)]
    assert of(reading, "extension", "name", "text") == [("@code", "2"), ("@percentage", "5")]


def test_other_attributes_of_xml_itself_are_kept(given, file_of, of):
    reading = given(file_of('<title xml:space="preserve" xml:id="t"><narrative xml:base="b">x</narrative></title>'))
    assert of(reading, "extension", "path", "text") == [
        ("title/@space", "preserve"),
        ("title/@id", "t"),
        ("title/narrative/@base", "b"),
    ]


def test_texts_where_the_standard_has_none_are_narratives(given, of):
    reading = given(
        """<iati-activities><iati-activity>one <title>two<narrative>three</narrative>four</title> five
        <transaction>six<value>7</value>eight</transaction><reporting-org ref="A">nine</reporting-org>
        <narrative>ten</narrative></iati-activity></iati-activities>"""
    )
    assert of(reading, "narrative", "path", "text") == [
        ("title/narrative", "three"),
        ("title", "twofour"),
        ("transaction", "sixeight"),
        ("reporting-org", "nine"),
        ("narrative", "ten"),
        (".", "one  five"),
    ]
    assert of(reading, "activity", "title", "reporting_org_name") == [("three", "nine")]


def test_elements_inside_a_text_are_kept_beside_it(given, file_of, of):
    reading = given(
        file_of(
            "<title><narrative>one <b>two</b> three <i/>four</narrative></title><iati-identifier>x</iati-identifier>"
        )
    )
    assert of(reading, "activity", "title", "activity_id") == [("one  three four", "1")]
    assert of(reading, "extension", "path", "text") == [
        ("title/narrative/b", "two"),
        ("title/narrative/i", ""),
        ("iati-identifier/text()", "x"),
    ]


def test_the_first_narrative_is_the_first_even_when_it_is_blank(given, file_of, of):
    reading = given(file_of("<title><narrative/><narrative>b</narrative></title>"))
    assert of(reading, "activity", "title") == [""]
    assert of(reading, "narrative", "text") == ["", "b"]


def test_an_activity_without_anything_in_it_is_a_row(given, of):
    reading = given(
        "<iati-activities><iati-activity/><iati-activity></iati-activity><iati-activity a='>'/></iati-activities>"
    )
    assert of(reading, "activity", "activity_no", "activity_id") == [(0, None), (1, None), (2, None)]
    assert reading.report["activities"] == 3


def test_one_identifier_twice_is_two_activities(given, of):
    one = "<iati-activity><iati-identifier>A</iati-identifier><sector code='1'/></iati-activity>"
    reading = given(f"<iati-activities>{one}{one}</iati-activities>")
    assert of(reading, "activity", "activity_no", "activity_id") == [(0, "A"), (1, "A")]
    assert of(reading, "sector", "activity_no", "activity_id") == [(0, "A"), (1, "A")]


def test_elements_of_another_level_are_told_apart(given, file_of, of):
    reading = given(
        file_of(
            "<telephone>1</telephone><contact-info><telephone>2</telephone><email>3</email></contact-info>"
            "<recipient-country code='AF'/><transaction><recipient-region code='298'/></transaction>"
        )
    )
    assert of(reading, "contact_detail", "kind", "detail") == [("telephone", "2"), ("email", "3")]
    assert of(reading, "extension", "path", "text") == [("telephone", "1")]
    assert of(reading, "recipient_geo", "kind", "code") == [("recipient-country", "AF")]
    assert of(reading, "transaction_geo", "kind", "code") == [("recipient-region", "298")]


def test_an_address_is_a_narrative_of_its_contact(given, file_of, of):
    reading = given(
        file_of(
            "<contact-info><mailing-address><narrative>a</narrative><narrative>b</narrative></mailing-address>"
            "<mailing-address>c</mailing-address></contact-info>"
        )
    )
    assert of(reading, "contact_detail", "kind", "address", "detail") == [
        ("mailing-address", "a", ""),
        ("mailing-address", None, "c"),
    ]
    assert of(reading, "narrative", "parent", "parent_ordinal", "text") == [
        ("contact_detail", 1, "a"),
        ("contact_detail", 1, "b"),
    ]


def test_organisations_have_tables_of_their_own(given, file_of, of):
    reading = given(
        file_of(
            "<name><narrative>One</narrative></name><recipient-country-budget status='1'><recipient-country code='AF'/>"
            "<period-start iso-date='2025-01-01'/><value currency='NOK'>5</value>"
            "<budget-line ref='L'><value>4</value><narrative>line</narrative></budget-line></recipient-country-budget>"
            "<total-expenditure><value>1</value><expense-line><value>1</value></expense-line></total-expenditure>",
            tag="iati-organisation",
        )
    )
    assert of(reading, "organisation", "organisation_id", "name") == [("1", "One")]
    assert of(reading, "organisation_budget", "kind", "recipient_country_code", "value_currency") == [
        ("recipient-country-budget", "AF", "NOK")
    ]
    assert of(reading, "organisation_line", "kind", "parent", "parent_ordinal", "value_amount_raw", "line") == [
        ("budget-line", "organisation_budget", 1, "4", "line"),
        ("expense-line", "organisation_expenditure", 1, "1", None),
    ]
    assert "activity" not in reading.tables
    assert reading.report["activities"] == 1


def test_activities_and_organisations_may_be_read_together(given, file_of, of):
    reading = given(file_of("<sector code='1'/>"), file_of("<name>x</name>", tag="iati-organisation"))
    assert of(reading, "activity", "activity_id") == ["1"]
    assert of(reading, "organisation", "activity_no", "organisation_id") == [(1, "1")]
    assert [file["content"] for file in reading.report["files"]] == ["activity", "organisation"]


def test_what_the_root_says_is_in_the_report(given, file_of):
    root = 'version="2.03" xmlns:x="http://example.org/x" x:a="1" linked-data-default="http://example.org/"'
    [file] = given(file_of("", root=root)).report["files"]
    assert file["root_attributes"] == {
        "version": "2.03",
        "{http://example.org/x}a": "1",
        "linked-data-default": "http://example.org/",
    }
