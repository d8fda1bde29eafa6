namespace ActorSync.Cli;

/// <summary>The three standard streams of the program.</summary>
internal interface IConsoleStreams
{
    /// <summary>Results; whoever needs a line to be seen at once flushes it.</summary>
    TextWriter Out { get; }

    /// <summary>Errors, logs and progress.</summary>
    TextWriter Error { get; }

    /// <summary>Why a part of <see cref="Out"/> was lost, as far as it was flushed; null where nothing was.</summary>
    string? OutFailure { get; }

    /// <summary>Whether a person sees <see cref="Out"/> on a terminal.</summary>
    bool OutIsTerminal { get; }

    /// <summary>Whether a person sees <see cref="Error"/> on a terminal.</summary>
    bool ErrorIsTerminal { get; }

    /// <summary>Opens standard input as raw bytes.</summary>
    Stream OpenInput();
}
