using ActorSync.Cli.Logging;

namespace ActorSync.EndToEnd.Tests.Logging;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("the secret s3cret+value here", "the secret *** here")]
    [InlineData("in JSON s3cret\\u002Bvalue here", "in JSON *** here")]
    [InlineData("in an address s3cret%2Bvalue", "in an address ***")]
    [InlineData("Authorization: Bearer abcdef.ghijkl-mnop", "Authorization: Bearer ***")]
    [InlineData("Authorization: Basic Y2xpZW50OnMzY3JldA==", "Authorization: Basic ***")]
    [InlineData("nothing to hide", "nothing to hide")]
    public void A_secret_is_masked_in_every_form_and_so_is_every_token(string text, string masked)
    {
        var redactor = new Redactor();
        redactor.Add("s3cret+value", "client");

        Assert.Equal(masked, redactor.Redact(text));
    }

    [Fact]
    public void The_public_secret_of_the_sandbox_stays_an_ordinary_word()
    {
        var redactor = new Redactor();
        redactor.Add("sandbox", "sandbox");

        Assert.Equal("data/sandbox-genesys", redactor.Redact("data/sandbox-genesys"));
    }
}
