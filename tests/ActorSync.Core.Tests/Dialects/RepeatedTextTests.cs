using System.Text.Json;
using ActorSync.Core.Dialects;

namespace ActorSync.Core.Tests.Dialects;

public sealed class RepeatedTextTests
{
    [Fact]
    public void A_text_that_comes_again_is_the_same_object() => Assert.Same(Read("\"5dcbe26c-db0d-876e-b70a-3b0f79cd4780\""), Read("\"5dcbe26c-db0d-876e-b70a-3b0f79cd4780\""));

    [Fact]
    public void Many_more_texts_than_are_remembered_are_each_read_right()
    {
        var random = new Random(11);
        for (var turn = 0; turn < 50_000; turn++)
        {
            var text = $"skill-{random.Next(20_000)}";
            Assert.Equal(text, Read($"\"{text}\""));
        }
    }

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"a\\u00e9\\n\"", "aé\n")]
    [InlineData("\"Zürich\"", "Zürich")]
    public void What_is_escaped_or_beyond_ASCII_is_read_right_also_the_second_time(string json, string text)
    {
        Assert.Equal(text, Read(json));
        Assert.Equal(text, Read(json));
    }

    [Theory]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(4_000)]
    public void A_long_text_is_read_whole(int length)
    {
        var text = new string('x', length);

        Assert.Equal(text, Read($"\"{text}\""));
    }

    [Fact]
    public void What_is_no_text_is_refused() => Assert.Throws<DialectException>(() => Read("7"));

    private static string Read(string json)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
        reader.Read();
        return RepeatedText.Here(ref reader);
    }
}
