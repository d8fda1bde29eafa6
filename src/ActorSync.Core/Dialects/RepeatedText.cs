using System.Text;
using System.Text.Json;

namespace ActorSync.Core.Dialects;

/// <summary>Texts of which an answer has the same ones again and again, such as the ids of skills: each is kept once.</summary>
/// <remarks>A million people hold some millions of skills and a few dozen ids. It remembers what came last for each slot and forgets the rest, so that it cannot grow.</remarks>
internal static class RepeatedText
{
    private const int Slots = 4_096;
    private const int Longest = 128;

    // Read and written without a lock: a slot holds one text or another, and which one it is gets compared.
    private static readonly string?[] Texts = new string?[Slots];

    /// <summary>The text on which the reader stands.</summary>
    public static string Here(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String || json.HasValueSequence || json.ValueIsEscaped || json.ValueSpan.Length > Longest)
        {
            return json.TextHere();
        }

        var bytes = json.ValueSpan;
        ref var slot = ref Texts[SlotOf(bytes)];
        if (slot is { } known && Ascii.Equals(bytes, known))
        {
            return known;
        }

        var text = json.TextHere();
        slot = text;
        return text;
    }

    // The ids of one target differ in any part of them.
    private static int SlotOf(ReadOnlySpan<byte> bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return (int)((uint)hash.ToHashCode() % Slots);
    }
}
