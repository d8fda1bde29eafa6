using System.Collections.Immutable;

namespace ActorSync.Core.Audit;

/// <summary>Tells whether a text names one person.</summary>
/// <remarks>
/// A name counts where it stands as a whole word, whatever its case; one of digits alone not where it plainly is a figure. Rather too much is taken out than too
/// little: any other number in a sentence counts for a name.
/// </remarks>
public sealed class PersonMentions
{
    /// <summary>What stands where a text was that had to stay.</summary>
    public const string Erased = "(erased)";

    // What joins the parts of a date, a time or a fraction.
    private const string Joints = "-:./";

    // How levels and their changes, lines and shares are told.
    private static readonly ImmutableArray<string> BeforeFigures = [" at ", "→ ", " line "];
    private static readonly ImmutableArray<string> AfterFigures = [" →", " %"];

    private readonly ImmutableArray<string> _names;

    /// <summary>Looks for these.</summary>
    /// <param name="names">What the person goes by: ids and e-mails; empty ones are left out.</param>
    public PersonMentions(IEnumerable<string?> names) =>
        _names = [.. names.OfType<string>().Where(name => name.Trim().Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether a text names the person.</summary>
    public bool AreIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        return _names.Any(name => Stands(name, text));
    }

    /// <summary>Whether an id or an e-mail is the person's as a whole.</summary>
    public bool Are(string name) => _names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool Stands(string name, string text)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            var isWord = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            if (isWord && !(name.All(char.IsAsciiDigit) && IsFigure(text[..at], text[end..])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFigure(string before, string after) =>
        (before is [.., var last, var joint] && char.IsAsciiDigit(last) && Joints.Contains(joint, StringComparison.Ordinal))
        || (after is [var joined, var next, ..] && Joints.Contains(joined, StringComparison.Ordinal) && char.IsAsciiDigit(next))
        || BeforeFigures.Any(words => before.EndsWith(words, StringComparison.Ordinal))
        || AfterFigures.Any(words => after.StartsWith(words, StringComparison.Ordinal));
}
