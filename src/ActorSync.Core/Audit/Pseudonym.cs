using System.Globalization;

namespace ActorSync.Core.Audit;

/// <summary>Stands for a person wherever their records are kept: a number of their partition, told from a table of which they can be erased.</summary>
/// <param name="Partition">The partition's number.</param>
/// <param name="Number">The person's number in it, from 1; never given to somebody else.</param>
public readonly record struct Pseudonym(int Partition, int Number) : IComparable<Pseudonym>
{
    /// <inheritdoc/>
    public int CompareTo(Pseudonym other) => Partition != other.Partition ? Partition.CompareTo(other.Partition) : Number.CompareTo(other.Number);

    /// <summary>As people read it: <c>p17-231</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p{Partition}-{Number}");

    /// <summary>The pseudonym that a text tells, or null.</summary>
    public static Pseudonym? TryParse(string? text)
    {
        if (text is not ['p', ..] || text.IndexOf('-', StringComparison.Ordinal) is not (> 1 and var dash))
        {
            return null;
        }

        return int.TryParse(text.AsSpan(1, dash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
            && int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && new Pseudonym(partition, number) is var pseudonym && pseudonym.ToString() == text
                ? pseudonym
                : null;
    }
}
