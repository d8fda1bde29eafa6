using ActorSync.Core.Roster;

namespace ActorSync.Core.Tests.Roster;

public class SourceSuggestionsTests
{
    [Fact]
    public void A_near_name_is_proposed_and_a_far_one_to_be_declared()
    {
        var reading = Given.ReadPerson(skills: "Biling:3;billling:2;Underwater Basketry:1", certifications: "HIPPA;GDPR");

        var suggestions = SourceSuggestions.For(reading, Given.Taxonomy);

        Assert.Equal(
            [
                (SuggestionKind.CorrectSkill, "Biling", "Billing"),
                (SuggestionKind.DeclareSkill, "Underwater Basketry", "Underwater Basketry"),
                (SuggestionKind.CorrectSkill, "billling", "Billing"),
                (SuggestionKind.DeclareCertification, "GDPR", "GDPR"),
                (SuggestionKind.CorrectCertification, "HIPPA", "HIPAA"),
            ],
            suggestions.Select(suggestion => (suggestion.Kind, suggestion.Seen, suggestion.Proposal)));
        Assert.Equal("""{ "name": "Underwater Basketry" }""", suggestions[1].Configuration);
    }

    [Theory]
    [InlineData("Worker ID", "employee_id")]
    [InlineData("Emploee Id", "employee_id")]
    [InlineData("workEmail", "email")]
    [InlineData("Expiration Date", "expires_on")]
    public void A_header_is_proposed_for_the_column_that_it_may_be(string header, string column)
    {
        var join = new RosterJoin(Given.Context());
        join.OpenFile("people.csv").Ignore([header, "Department"]);

        var suggestion = Assert.Single(SourceSuggestions.For(join.Complete(), Given.Taxonomy));

        Assert.Equal((SuggestionKind.MapColumn, header, column), (suggestion.Kind, suggestion.Seen, suggestion.Proposal));
        Assert.Equal($$"""{ "{{column}}": "{{header}}" }""", suggestion.Configuration);
    }
}
