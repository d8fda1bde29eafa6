using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation;

/// <summary>What happened, line by line, the same bytes from the same seed; the lines themselves are kept only where somebody wants to read them.</summary>
/// <param name="clock">The time of each line.</param>
/// <param name="keepsLines">Whether the lines are kept.</param>
public sealed class EventLog(SimulatedClock clock, bool keepsLines) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> _lines = [];

    /// <summary>The lines so far, where they are kept.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Writes a line.</summary>
    public void Write(string what)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed:c} {what}\n");
        _hash.AppendData(Encoding.UTF8.GetBytes(line));
        if (keepsLines)
        {
            _lines.Add(line[..^1]);
        }
    }

    /// <summary>SHA-256 over all lines, in lower-case hex.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
