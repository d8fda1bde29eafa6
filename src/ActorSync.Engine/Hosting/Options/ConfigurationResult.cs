using System.Collections.Immutable;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>What came of loading the configuration: the options, or every error at once.</summary>
/// <param name="Warnings">What is doubtful but does not stand in the way.</param>
public abstract record ConfigurationResult(ImmutableArray<ConfigurationProblem> Warnings)
{
    /// <summary>The configuration is sound.</summary>
    /// <param name="Options">The options.</param>
    /// <param name="Origins">Where each given value came from.</param>
    /// <param name="Warnings">What is doubtful.</param>
    public sealed record Loaded(ActorSyncOptions Options, ConfigurationOrigins Origins, ImmutableArray<ConfigurationProblem> Warnings)
        : ConfigurationResult(Warnings);

    /// <summary>The configuration cannot be used.</summary>
    /// <param name="Errors">Every error found, at least one.</param>
    /// <param name="Warnings">What is doubtful.</param>
    public sealed record Refused(ImmutableArray<ConfigurationProblem> Errors, ImmutableArray<ConfigurationProblem> Warnings)
        : ConfigurationResult(Warnings);
}
