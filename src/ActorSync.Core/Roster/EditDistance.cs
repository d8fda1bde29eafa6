namespace ActorSync.Core.Roster;

/// <summary>How many letters must be inserted, removed, changed or swapped with their neighbour to turn one text into another.</summary>
internal static class EditDistance
{
    /// <summary>The distance; above <paramref name="most"/> any number above it may be returned.</summary>
    public static int Between(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
        {
            return most + 1;
        }

        var before = new int[other.Length + 1];
        var previous = Enumerable.Range(0, other.Length + 1).ToArray();
        var current = new int[other.Length + 1];
        for (var i = 1; i <= one.Length; i++)
        {
            current[0] = i;
            var best = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = one[i - 1] == other[j - 1] ? 0 : 1;
                var distance = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + change);
                var isSwap = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                current[j] = isSwap ? Math.Min(distance, before[j - 2] + 1) : distance;
                best = Math.Min(best, current[j]);
            }

            if (best > most)
            {
                return most + 1;
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[other.Length];
    }
}
