using ActorSync.Core.Runs;

namespace ActorSync.Core.Users;

/// <summary>The terms of a run under which a user is brought to the decided state.</summary>
/// <param name="Run">The run.</param>
/// <param name="Source">The source whose ownership its operations change.</param>
/// <param name="SkipsMoved">Whether an operation whose value has moved is skipped instead of decided again (<c>apply</c>).</param>
/// <param name="RemovalsRestOnOwnership">Whether the removal policy is <c>owned</c>, so that a value edited since is no longer removed.</param>
/// <param name="SettlesOnly">Whether what is in doubt is settled and nothing more is written (<c>runs abandon</c>).</param>
public sealed record SyncTerms(RunId Run, SourceName Source, bool SkipsMoved, bool RemovalsRestOnOwnership, bool SettlesOnly);
