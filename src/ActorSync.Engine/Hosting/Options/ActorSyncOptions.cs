using ActorSync.Core.Policies;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>The whole configuration, validated: one member per section.</summary>
public sealed record ActorSyncOptions
{
    /// <summary>The contact centre and how it is spoken to.</summary>
    public TargetOptions Target { get; init; } = new();

    /// <summary>The roster and how it is read.</summary>
    public SourceOptions Source { get; init; } = new();

    /// <summary>Who is looked at.</summary>
    public ScopeOptions Scope { get; init; } = new();

    /// <summary>The declared skills and certifications, checked against the dialect.</summary>
    public DeclaredTaxonomy Taxonomy { get; init; } = new([], []);

    /// <summary>What may be removed, and when certifications end.</summary>
    public SyncPolicies Policy { get; init; } = new();

    /// <summary>What holds a run.</summary>
    public GuardLimits Guard { get; init; } = new();

    /// <summary>Where state is kept.</summary>
    public StateOptions State { get; init; } = new();

    /// <summary>What stores the journal.</summary>
    public JournalOptions Journal { get; init; } = new();

    /// <summary>What a test puts between an engine and its disk and target; no configuration has it.</summary>
    internal EngineSeams? Seams { get; init; }
}
