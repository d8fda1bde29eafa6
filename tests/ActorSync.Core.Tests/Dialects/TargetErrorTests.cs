using ActorSync.Core.Dialects;

namespace ActorSync.Core.Tests.Dialects;

public sealed class TargetErrorTests
{
    [Fact]
    public void An_error_is_described_on_one_line_with_code_message_and_correlation_id()
    {
        var error = TargetError.Read(
            ModelTarget.Utf8(
                """
                {"message": "The level\nis out of range.", "code": "constraint.validation", "status": 400, "messageParams": {}, "contextId": "ctx-1",
                 "details": [{"errorCode": "x", "fieldName": "level"}], "errors": []}
                """));

        Assert.Equal("400 constraint.validation – The level is out of range. [ctx-1]", error.Describe(400));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("[1, 2]")]
    [InlineData("{\"message\": \"torn")]
    public void A_body_that_is_no_error_is_described_by_its_status(string body) =>
        Assert.Equal("502 (no readable error body)", TargetError.Read(ModelTarget.Utf8(body)).Describe(502));

    [Fact]
    public void A_long_message_is_cut_and_keeps_the_correlation_id()
    {
        var error = new TargetError(string.Concat(Enumerable.Repeat("🎧", 400)), "code", "ctx-1", []);

        var text = error.Describe(400);

        Assert.InRange(text.Length, 290, TargetError.LongestDescription);
        Assert.EndsWith("… [ctx-1]", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"message": "Missing: routing:skill:view and directory:user:edit", "code": "missing.any.permissions"}""", "routing:skill:view, directory:user:edit")]
    [InlineData("""{"message": "No.", "messageParams": {"permissions": "[routing:skill:assign, user:write]"}}""", "routing:skill:assign, user:write")]
    [InlineData("""{"message": "No.", "details": [{"fieldName": "x", "more": ["user:read"]}], "errors": []}""", "user:read")]
    [InlineData("""{"message": "See https://example.com at 12:30:00", "contextId": "a:b"}""", null)]
    public void Permissions_are_found_wherever_the_body_names_them(string body, string? permissions) =>
        Assert.Equal(permissions, TargetError.Read(ModelTarget.Utf8(body)).PermissionList);

    [Fact]
    public void A_dialect_is_found_by_its_name_and_unknown_names_are_null()
    {
        Assert.Equal(["genesys", "guide"], TargetDialects.All.Select(dialect => dialect.Name));
        Assert.IsType<GuideDialect>(TargetDialects.Find("Guide"));
        Assert.Null(TargetDialects.Find("soap"));
    }
}
