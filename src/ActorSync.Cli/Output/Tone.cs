namespace ActorSync.Cli.Output;

/// <summary>How a piece of text looks on a terminal.</summary>
internal enum Tone
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Stands out.</summary>
    Strong,

    /// <summary>Stays in the background.</summary>
    Faint,

    /// <summary>Something comes, or is well.</summary>
    Good,

    /// <summary>Something changes, or deserves attention.</summary>
    Attention,

    /// <summary>Something goes, or failed.</summary>
    Bad,
}
