using System.Globalization;

namespace ActorSync.Core.Roster;

/// <summary>The words for a renewal: <c>renew</c>, <c>extend:DAYS</c>, <c>lapse</c>, or nothing.</summary>
public static class RenewalWords
{
    /// <summary>The most days of one extension, a hundred years.</summary>
    public const int MostDays = 36_525;

    private const string Extend = "extend:";
    private static readonly Renewal.Renew Renew = new();
    private static readonly Renewal.Lapse Lapse = new();

    /// <summary>Reads a renewal cell. Returns null, or what is wrong.</summary>
    public static CellProblem? Parse(ReadOnlySpan<char> cell, out Renewal renewal)
    {
        renewal = Renewal.None.Instance;
        var text = cell.Trim();
        if (CellToken.IsValueless(text))
        {
            return null;
        }

        if (text.Equals("renew", StringComparison.OrdinalIgnoreCase))
        {
            renewal = Renew;
            return null;
        }

        if (text.Equals("lapse", StringComparison.OrdinalIgnoreCase))
        {
            renewal = Lapse;
            return null;
        }

        var isExtension = text.StartsWith(Extend, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(text[Extend.Length..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is >= 1 and <= MostDays;
        if (!isExtension)
        {
            return new CellProblem(
                RosterRule.RenewalUnknown, $"The renewal is not known. Write renew, extend:DAYS (1 to {MostDays}) or lapse, or leave it empty.");
        }

        renewal = new Renewal.Extend(int.Parse(text[Extend.Length..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture));
        return null;
    }
}
