using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Tests.Taxonomy;

public sealed class StaticNamesTests
{
    [Theory]
    [InlineData("PCI_DSS_Jan2025", "Jan2025", "PCI_DSS")]
    [InlineData("PCI_DSS_January_2025", "January_2025", "PCI_DSS")]
    [InlineData("PCI DSS Mar 25", "Mar 25", "PCI DSS")]
    [InlineData("2025Sept_Refresher", "2025Sept", "Refresher")]
    [InlineData("Cert 2025", "2025", "Cert")]
    [InlineData("PCI2025", "2025", "PCI")]
    [InlineData("Safety 1999", "1999", "Safety")]
    [InlineData("First Aid (2024)", "2024", "First Aid")]
    [InlineData("2024 First Aid", "2024", "First Aid")]
    [InlineData("First 2024 Aid", "2024", "First Aid")]
    [InlineData("GDPR_2025-01", "2025-01", "GDPR")]
    [InlineData("GDPR 2025-01-31", "2025-01-31", "GDPR")]
    [InlineData("GDPR 31.01.2025", "31.01.2025", "GDPR")]
    [InlineData("GDPR 01/2025", "01/2025", "GDPR")]
    [InlineData("GDPR_20250131", "20250131", "GDPR")]
    [InlineData("Sales Q3 2025", "Q3 2025", "Sales")]
    [InlineData("Sales FY25", "FY25", "Sales")]
    [InlineData("Sales_2025Q1", "2025Q1", "Sales")]
    [InlineData("ISO27001:2022", "2022", "ISO27001")]
    public void A_name_with_a_date_is_told_with_the_static_name_it_could_have(string name, string text, string staticName) =>
        Assert.Equal(new AgeingPart(text, AgeingKind.Date, staticName), StaticNames.FindAgeingPart(name));

    [Theory]
    [InlineData("Foo_v2", "v2", "Foo")]
    [InlineData("Foo V2.1", "V2.1", "Foo")]
    [InlineData("FooV2", "V2", "Foo")]
    [InlineData("Foo-rev3", "rev3", "Foo")]
    [InlineData("Foo Version 4", "Version 4", "Foo")]
    [InlineData("Foo_Release_12", "Release_12", "Foo")]
    [InlineData("PCI DSS 4.0", "4.0", "PCI DSS")]
    public void A_name_with_a_version_is_told_with_the_static_name_it_could_have(string name, string text, string staticName) =>
        Assert.Equal(new AgeingPart(text, AgeingKind.Version, staticName), StaticNames.FindAgeingPart(name));

    [Theory]
    [InlineData("PaymentProcessing_L1")]
    [InlineData("Level 2 Support")]
    [InlineData("Level 2.5 Support")]
    [InlineData("Tier 3")]
    [InlineData("ISO 27001")]
    [InlineData("ISO 9001")]
    [InlineData("IPv6 Support")]
    [InlineData("B2B Sales")]
    [InlineData("24/7 Desk")]
    [InlineData("Marketing 20")]
    [InlineData("Mayday 12 Line")]
    [InlineData("German")]
    [InlineData("Route 66")]
    [InlineData("MS-900")]
    [InlineData("Rev")]
    [InlineData("Développement")]
    public void A_static_name_is_left_alone(string name) => Assert.Null(StaticNames.FindAgeingPart(name));

    [Theory]
    [InlineData("2025")]
    [InlineData("2025-01")]
    [InlineData("Jan 2025")]
    public void A_name_of_nothing_but_a_date_has_no_static_form(string name) => Assert.Null(StaticNames.FindAgeingPart(name)?.StaticName);
}
