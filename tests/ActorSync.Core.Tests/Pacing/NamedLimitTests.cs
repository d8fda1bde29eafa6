using System.Text;
using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

public sealed class NamedLimitTests
{
    [Theory]
    [InlineData("""{"message": "no", "limit": {"key": "organization.queue.requests.rate.per.minute", "namespace": "platform.api", "value": 60}}""", 60)]
    [InlineData("""{"details": [{"limit": {"key": "x"}}], "limit": {"value": 60, "other": {"key": "y"}, "namespace": "platform.api", "key": "organization.queue.requests.rate.per.minute"}}""", 60)]
    [InlineData("""{"limit": {"key": "organization.queue.requests.rate.per.minute", "namespace": "platform.api"}, "status": 429}""", null)]
    [InlineData("""{"limit": {"key": "organization.queue.requests.rate.per.minute", "namespace": "platform.api", "value": -1}}""", null)]
    public void The_limit_is_read_from_the_body_of_the_error(string body, int? value) =>
        Assert.Equal(new NamedLimit("organization.queue.requests.rate.per.minute", "platform.api", value), NamedLimit.TryRead(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[1, 2]")]
    [InlineData("""{"limit": 3}""")]
    [InlineData("""{"limit": {"namespace": "platform.api"}}""")]
    [InlineData("""{"limit": {"key": ""}}""")]
    [InlineData("""{"limit": {"key": "cut off""")]
    [InlineData("""{"limit": {"key": "half a pair: \ud800"}}""")]
    [InlineData("""{"limit": {"key": "x", "namespace": "\udc00"}}""")]
    [InlineData("""{"limit": {"key": "\u001b[2Jroute.requests.rate.per.minute"}}""")]
    [InlineData("""{"limi\ud800": 3, "limit": {"key": "\ud800"}}""")]
    public void A_body_that_names_none_is_no_error(string body) => Assert.Null(NamedLimit.TryRead(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_name_that_is_no_text_is_no_error() =>
        Assert.Null(NamedLimit.TryRead([.. """{"limit": {"key": "a"""u8, 0xFF, 0xC0, .. "\"}}"u8]));

    [Theory]
    [InlineData("organization.queue.requests.rate.per.minute", true, false)]
    [InlineData("org.app.user.rate.per.minute", true, false)]
    [InlineData("client.credentials.token.rate.per.minute", false, true)]
    [InlineData("route.requests.rate.per.minute", false, false)]
    public void The_key_tells_whom_a_limit_concerns(string key, bool isOfOrganization, bool isOfToken)
    {
        var limit = new NamedLimit(key, "platform.api", null);

        Assert.Equal((isOfOrganization, isOfToken), (limit.IsOfOrganization, limit.IsOfToken));
    }

    [Fact]
    public void A_label_says_limit_and_route_and_is_read_back()
    {
        var limit = new NamedLimit("route.requests.rate.per.minute", "platform.api", null);

        Assert.True(NamedLimit.TryParseLabel(limit.LabelFor("GET /api/v2/users"), out var read, out var route));
        Assert.Equal((limit, "GET /api/v2/users"), (read, route));
        Assert.False(NamedLimit.TryParseLabel("t1", out _, out _));
    }
}
