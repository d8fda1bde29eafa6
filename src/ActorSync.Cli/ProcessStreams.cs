using System.Text;

namespace ActorSync.Cli;

/// <summary>The standard streams of this process, in UTF-8 without a byte order mark.</summary>
#pragma warning disable CA1001 // The standard streams are the process's own and end with it.
internal sealed class ProcessStreams : IConsoleStreams
#pragma warning restore CA1001
{
    // Results can be long; only what a reader waits for is flushed before the end.
    private const int OutBuffer = 64 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly OutputStream _out = new(Console.OpenStandardOutput());

    public ProcessStreams()
    {
        Out = TextWriter.Synchronized(new StreamWriter(_out, Utf8, OutBuffer));
        Error = TextWriter.Synchronized(new StreamWriter(new OutputStream(Console.OpenStandardError()), Utf8) { AutoFlush = true });
    }

    /// <inheritdoc/>
    public TextWriter Out { get; }

    /// <inheritdoc/>
    public TextWriter Error { get; }

    /// <inheritdoc/>
    public string? OutFailure => _out.Failure;

    /// <inheritdoc/>
    public bool OutIsTerminal { get; } = !Console.IsOutputRedirected;

    /// <inheritdoc/>
    public bool ErrorIsTerminal { get; } = !Console.IsErrorRedirected;

    /// <inheritdoc/>
    public Stream OpenInput() => Console.OpenStandardInput();
}
