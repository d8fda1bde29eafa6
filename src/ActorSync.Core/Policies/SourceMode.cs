namespace ActorSync.Core.Policies;

/// <summary>Whether a source states some people or everybody (<c>Source:Mode</c>).</summary>
public enum SourceMode
{
    /// <summary>Only what the file states.</summary>
    Partial,

    /// <summary>The file states everybody: someone missing is absent.</summary>
    Full,
}
