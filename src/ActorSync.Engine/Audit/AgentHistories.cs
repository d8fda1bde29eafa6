using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Engine.Audit;

/// <summary>The histories of everybody who has an employee id, and the runs that they name.</summary>
/// <param name="Agents">The users; several where the id was matched to several.</param>
/// <param name="Runs">The runs.</param>
/// <param name="Operators">The operators' names by number; of somebody erased there is none.</param>
public sealed record AgentHistories(ImmutableArray<AgentHistory> Agents, RunHistory Runs, ImmutableDictionary<int, string> Operators)
{
    /// <summary>As far back as the journal reaches; null where nothing was cut off.</summary>
    public Instant? ReachesBackTo { get; init; }

    /// <summary>The names of skills and certifications by kind and id, as far as the plans tell that runs have kept.</summary>
    public ImmutableDictionary<(ValueKind Kind, string Id), string> Names { get; init; } = ImmutableDictionary<(ValueKind Kind, string Id), string>.Empty;

    /// <summary>The name, else the id.</summary>
    public string NameOf(ValueKind kind, string id) => Names.GetValueOrDefault((kind, id), id);
}
