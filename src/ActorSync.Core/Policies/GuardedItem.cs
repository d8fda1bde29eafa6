namespace ActorSync.Core.Policies;

/// <summary>One removal or early ending, as the guard's reasons show it.</summary>
/// <param name="Person">The employee id, or the target's user id where none is known.</param>
/// <param name="What">What is taken away, by name.</param>
public readonly record struct GuardedItem(string Person, string What) : IComparable<GuardedItem>
{
    /// <inheritdoc/>
    public int CompareTo(GuardedItem other)
    {
        var byPerson = string.CompareOrdinal(Person, other.Person);
        return byPerson != 0 ? byPerson : string.CompareOrdinal(What, other.What);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Person} {What}";
}
