using ActorSync.Core.Roster;

namespace ActorSync.Core.Tests.Roster;

public sealed class UnicodeTextTests
{
    [Theory]
    [InlineData('\uD800')]
    [InlineData('\uDC00')]
    [InlineData('\uFFFE')]
    [InlineData('\uFFFF')]
    public void Text_that_is_no_valid_unicode_stays_as_it_is(char bad)
    {
        var text = $"Employee{bad} ID";

        Assert.Equal(text, UnicodeText.Nfc(text));
        Assert.Equal(new HeaderKey(text), new HeaderKey(text));
        Assert.NotEqual(new HeaderKey("Employee ID"), new HeaderKey(text));
        Assert.Equal(text, new EmployeeId(text).Value);
    }

    [Fact]
    public void Other_text_is_composed() => Assert.Equal("Zo\u00EB", UnicodeText.Nfc("Zoe\u0308"));
}
