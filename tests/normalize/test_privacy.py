import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.privacy import EMAIL_MARK, PHONE_MARK, without_personal_data


@pytest.mark.parametrize(
    "address",
    [
        "ann.lee@acme.test",
        "hristo@acme.co.uk",
        "a_b+x@mail.test",
        "jobst@acme.test",
        "ann.it@acme.test",
        "jürgen.müller@werft.test",
        "ann.lee(at)acme.test",
        "ann [at] acme [dot] test",
    ],
)
def test_a_persons_address_is_replaced(address: str) -> None:
    assert without_personal_data(f"Write to {address}.") == f"Write to {EMAIL_MARK}."


@pytest.mark.parametrize(
    "address",
    [
        "jobs@acme.test",
        "careers-emea@acme.test",
        "hr@acme.test",
        "info@acme.test",
        "us.recruiting@acme.test",
        "accommodations@acme.test",
        "bewerbung@acme.test",
        "it@acme.test",
    ],
)
def test_an_address_of_a_function_stays(address: str) -> None:
    assert without_personal_data(f"Write to {address}.") == f"Write to {address}."


@pytest.mark.parametrize(
    "number",
    [
        "+49 (0)30 901820-11",
        "+1-202-555-0143",
        "(312) 555-0198",
        "312.555.0198",
        "312-555-0198 ext. 4",
        "0044 20 7946 0958",
        "+1 (555) 123-4567",
        "+81 3-1234-5678",
        "+49 30 1234\u20135678",
        "01 23 45 67 89",
        "06.12.34.56.78",
        "020 7946 0958",
        "0511 / 123 45 67",
        "(02) 9876 5432",
        "1-800-555-0199",
        "312 555 0198",
    ],
)
def test_a_phone_number_is_replaced(number: str) -> None:
    assert without_personal_data(f"Or ring {number} today") == f"Or ring {PHONE_MARK} today"


@pytest.mark.parametrize("before", ["Tel.: ", "Phone: ", "Telefon ", "call us at ", "Fax "])
def test_an_announced_number_is_replaced_in_any_shape(before: str) -> None:
    assert without_personal_data(f"{before}0171/2345678") == f"{before}{PHONE_MARK}"


@pytest.mark.parametrize(
    "text",
    [
        "$95,000 - $120,000 a year",
        "95000-120000 EUR",
        "10 000 000 users in 2019-2024",
        "from 2025-03-01 to 01/09/2025",
        "Springfield, IL 62704-1234",
        "requisition 312-555-0198",
        "ref 0123-456-789",
        "45 000 - 55 000 EUR, 1.200.000 - 1.500.000 JPY, 120 000 \u2013 150 000 SEK",
        "+10 000 000 users",
        "IBAN DE89 3704 0044 0532 0130 00, SIRET 732 829 320 00074",
        "09.00 - 17.00, 07 - 09 - 2025, 01.02.2025 - 31.03.2025",
        "jobs (at) acme (dot) test",
        "ID: 3125550198",
        "https://acme.test/jobs/3125550198?ref=312-555-0198",
        "ISO 27001:2022, 24/7, 401(k)",
        "phone: 2025-03-01",
        "5-10 years, 40 hours, 1.5 million",
    ],
)
def test_numbers_that_are_no_phones_stay(text: str) -> None:
    assert without_personal_data(text) == text


def test_two_numbers_beside_each_other_are_both_replaced() -> None:
    text = without_personal_data("Tel.: 030 1234567 / 0171 2345678")

    assert text == f"Tel.: {PHONE_MARK} / {PHONE_MARK}"


@given(st.text())
def test_no_text_raises(text: str) -> None:
    without_personal_data(text)


@given(st.text(st.sampled_from("+()-. /0123456789ab@x.test:<>")))
def test_replacing_twice_equals_once(text: str) -> None:
    once = without_personal_data(text)
    assert without_personal_data(once) == once
