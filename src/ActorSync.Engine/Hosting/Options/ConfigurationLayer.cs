namespace ActorSync.Engine.Hosting.Options;

/// <summary>The places that configuration comes from; a later one overrides an earlier one.</summary>
public enum ConfigurationLayer
{
    /// <summary>The configuration file.</summary>
    File,

    /// <summary>Environment variables.</summary>
    Environment,

    /// <summary>The command line's <c>--set</c>.</summary>
    CommandLine,
}
