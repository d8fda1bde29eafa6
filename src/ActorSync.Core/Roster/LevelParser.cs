using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>Reads level cells under the target's scale; a zero asks for removal on both scales.</summary>
/// <param name="scale">Which levels the target accepts.</param>
/// <param name="decimalSeparator">The decimal separator of the declared culture, or a point.</param>
public sealed class LevelParser(LevelScale scale, char decimalSeparator)
{
    // A decimal holds 28 digits exactly; no level needs more than a few.
    private const int MaxLength = 18;

    private static readonly Level Highest = new(5m);

    /// <summary>Reads a stated level. Returns null, or what is wrong.</summary>
    /// <param name="cell">The text; must not be blank.</param>
    /// <param name="isJsonNumber">Whether the text is a JSON number, which no culture changes.</param>
    /// <param name="level">The level; zero for removal.</param>
    public CellProblem? Parse(ReadOnlySpan<char> cell, bool isJsonNumber, out Level level)
    {
        level = default;
        var text = cell.Trim();
        var separator = isJsonNumber ? '.' : decimalSeparator;
        if (text.StartsWith('-') && text.Length <= MaxLength && text[1..].IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return OutOfRange();
        }

        if (!TryRead(text, separator, out var value))
        {
            return text.Length <= MaxLength && IsOtherwiseSeparated(text)
                ? new CellProblem(
                    RosterRule.LevelSeparator,
                    $"A level is written with '{separator}' as its decimal separator and without group separators. Write 3{separator}5, or declare the file's Source:Culture.")
                : new CellProblem(RosterRule.LevelNotANumber, "The level is not a number. Write a number such as 3.");
        }

        level = new Level(value);
        if (value == 0m)
        {
            return null;
        }

        if (scale == LevelScale.IntegersOneToFive && value != decimal.Truncate(value))
        {
            return new CellProblem(RosterRule.LevelNotAnInteger, "This target takes whole levels only. Write an integer from 1 to 5, or 0 to remove the skill.");
        }

        return level.CompareTo(Highest) > 0 ? OutOfRange() : null;
    }

    private CellProblem OutOfRange() => new(
        RosterRule.LevelOutOfRange,
        scale == LevelScale.IntegersOneToFive
            ? "The level is out of range. Write an integer from 1 to 5, or 0 to remove the skill."
            : "The level is out of range. Write a number above 0.0 and up to 5.0, or 0 to remove the skill.");

    private static bool TryRead(ReadOnlySpan<char> text, char separator, out decimal value)
    {
        value = 0m;
        var point = text.IndexOf(separator);
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        var isNumber = text.Length <= MaxLength && !whole.IsEmpty && (point < 0 || !fraction.IsEmpty)
            && whole.IndexOfAnyExceptInRange('0', '9') < 0 && fraction.IndexOfAnyExceptInRange('0', '9') < 0;
        if (!isNumber)
        {
            return false;
        }

        long digits = 0;
        foreach (var c in text)
        {
            if (c != separator)
            {
                digits = (digits * 10) + (c - '0');
            }
        }

        value = new decimal((int)digits, (int)(digits >> 32), 0, false, (byte)fraction.Length);
        return true;
    }

    private static bool IsOtherwiseSeparated(ReadOnlySpan<char> text)
    {
        var hasSeparator = false;
        foreach (var c in text)
        {
            var isSeparator = c is '.' or ',' or '\'' or '’' or ' ' or '\u00A0' or '\u202F';
            if (!isSeparator && !char.IsAsciiDigit(c))
            {
                return false;
            }

            hasSeparator |= isSeparator;
        }

        return hasSeparator;
    }
}
