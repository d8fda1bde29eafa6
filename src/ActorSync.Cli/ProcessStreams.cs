using System.Text;

namespace ActorSync.Cli;

/// <summary>The standard streams of this process, in UTF-8 without a byte order mark.</summary>
internal sealed class ProcessStreams : IConsoleStreams
{
    // Results can be long; only what a reader waits for is flushed before the end.
    private const int OutBuffer = 64 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public TextWriter Out { get; } = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput(), Utf8, OutBuffer));

    /// <inheritdoc/>
    public TextWriter Error { get; } = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true });

    /// <inheritdoc/>
    public bool OutIsTerminal { get; } = !Console.IsOutputRedirected;

    /// <inheritdoc/>
    public bool ErrorIsTerminal { get; } = !Console.IsErrorRedirected;

    /// <inheritdoc/>
    public Stream OpenInput() => Console.OpenStandardInput();
}
