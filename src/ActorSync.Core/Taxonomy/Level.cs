using System.Globalization;

namespace ActorSync.Core.Taxonomy;

/// <summary>A proficiency level from 0.0 to 5.0, compared exactly: 3 equals 3.0, and 3.1 is not 3.10000001.</summary>
/// <remarks>Which values may be asked for is the dialect's <see cref="LevelScale"/>; zero in a source means "remove".</remarks>
public readonly record struct Level(decimal Value) : IComparable<Level>
{
    /// <summary>The level that asks for removal.</summary>
    public static readonly Level Zero = new(0m);

    /// <inheritdoc/>
    public int CompareTo(Level other) => Value.CompareTo(other.Value);

    /// <summary>The shortest exact text with an invariant point: <c>3</c>, <c>3.5</c>.</summary>
    public override string ToString() => Value.ToString("0.#############################", CultureInfo.InvariantCulture);
}
