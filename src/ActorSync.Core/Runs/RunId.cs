using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Runs;

/// <summary>The id of a run: the UTC instant at which it began, e.g. <c>20261125T171503123Z</c>; unique per target, because one process writes at a time.</summary>
/// <remarks>The order of the ids is that in which the runs began, also where the clock was set back: what is latest, sealed and cut goes by it.</remarks>
public readonly record struct RunId(string Value) : IComparable<RunId>
{
    private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmssfff'Z'");

    /// <summary>That of a run that begins: by the clock, or right behind the run before where the clock stands no later than that.</summary>
    /// <param name="startedAt">When it begins, by the clock.</param>
    /// <param name="latest">The latest run, or null.</param>
    public static RunId Of(Instant startedAt, RunId? latest)
    {
        var own = new RunId(Pattern.Format(startedAt));
        return latest is { } before && own.CompareTo(before) <= 0 && Pattern.Parse(before.Value).TryGetValue(default, out var began)
            ? new RunId(Pattern.Format(began + Duration.FromMilliseconds(1)))
            : own;
    }

    /// <summary>Whether it is one that <see cref="Of"/> gives.</summary>
    public bool IsOfRun => Pattern.Parse(Value).Success;

    /// <inheritdoc/>
    public int CompareTo(RunId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
