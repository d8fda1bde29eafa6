namespace ActorSync.Engine.Hosting.Options;

/// <summary>Finds the known word that a mistyped one probably meant.</summary>
public static class Nearest
{
    /// <summary>The candidate with the fewest edits from <paramref name="given"/>, ignoring case; the first in order when several tie.</summary>
    public static string? Of(string given, IEnumerable<string> candidates) =>
        candidates.OrderBy(candidate => Distance(given, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Insertions, deletions, replacements and swaps of neighbours between two words, ignoring case.</summary>
    public static int Distance(string left, string right)
    {
        // A given word has no limit of length; beyond this many characters no known word is near anyway.
        const int Longest = 200;
        var a = left[..Math.Min(left.Length, Longest)].ToUpperInvariant();
        var b = right[..Math.Min(right.Length, Longest)].ToUpperInvariant();
        var beforeLast = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();

        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replace, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[b.Length];
    }
}
