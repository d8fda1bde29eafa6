using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Policies;

/// <summary>Adds up, decision by decision, what the guard judges.</summary>
/// <remarks>It keeps the first items in their own order, so that the order in which decisions arrive does not show.</remarks>
public sealed class GuardTally
{
    /// <summary>How many items a reason shows.</summary>
    public const int ItemsShown = 10;

    private readonly SortedSet<GuardedItem> _first = [];

    /// <summary>How many people are in scope so far.</summary>
    public int PeopleInScope { get; private set; }

    /// <summary>How many managed assignments they hold.</summary>
    public long ManagedHeld { get; private set; }

    /// <summary>How many removals and early endings would be written.</summary>
    public long Removals { get; private set; }

    /// <summary>The first removals, by person and name; at most <see cref="ItemsShown"/>.</summary>
    public ImmutableArray<GuardedItem> FirstItems => [.. _first];

    /// <summary>Adds one person in scope. What a user's state holds back is not written, so it takes nothing away.</summary>
    public void Add(string person, AgentDecision decision, TaxonomyNames names)
    {
        PeopleInScope++;
        ManagedHeld += decision.ManagedHeld;

        if (decision.Held is not null)
        {
            return;
        }

        foreach (var operation in decision.Operations)
        {
            if (operation.CountsForGuard)
            {
                Removals++;
                Show(new(person, NameOf(operation, names)));
            }
        }
    }

    private void Show(GuardedItem item)
    {
        _first.Add(item);
        if (_first.Count > ItemsShown)
        {
            _first.Remove(_first.Max);
        }
    }

    private static string NameOf(Operation operation, TaxonomyNames names) => operation switch
    {
        Operation.RevokeSkill revoke => $"skill {names.Of(revoke.Skill)}",
        Operation.EndCertification end => $"certification {names.Of(end.Certification)}",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Takes nothing away."),
    };
}
