using System.Globalization;
using System.Text;
using ActorSync.Cli;

namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>Standard streams that a test fills and reads.</summary>
internal sealed class TestStreams : IConsoleStreams, IDisposable
{
    private readonly StringWriter _out = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    public TestStreams()
    {
        Out = TextWriter.Synchronized(_out);
        Error = TextWriter.Synchronized(_error);
    }

    /// <inheritdoc/>
    public TextWriter Out { get; }

    /// <inheritdoc/>
    public TextWriter Error { get; }

    /// <inheritdoc/>
    public string? OutFailure => null;

    /// <inheritdoc/>
    public bool OutIsTerminal => false;

    /// <inheritdoc/>
    public bool ErrorIsTerminal => false;

    /// <summary>What standard input has.</summary>
    public string Input { get; init; } = string.Empty;

    /// <summary>What was written to standard output.</summary>
    public string OutText => _out.ToString();

    /// <summary>What was written to standard error.</summary>
    public string ErrorText => _error.ToString();

    /// <inheritdoc/>
    public Stream OpenInput() => new MemoryStream(Encoding.UTF8.GetBytes(Input));

    /// <inheritdoc/>
    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }
}
