using System.Globalization;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Makes given text fit to stand in a message: on one line, and not for ever.</summary>
internal static class Shown
{
    private const int Longest = 80;

    /// <summary>The text with control characters replaced, cut after 80 characters.</summary>
    public static string Text(string text)
    {
        var cut = text.Length > Longest ? text[..Longest] + "…" : text;
        return string.Concat(cut.Select(c => char.IsControl(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format ? '?' : c));
    }
}
