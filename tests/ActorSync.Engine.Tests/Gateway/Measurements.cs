using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using ActorSync.Engine.Gateway;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>Listens to what the gateways of one target measure; other tests' gateways have other ports.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, string Value, KeyValuePair<string, object?>[] Tags)> _heard = new();
    private readonly int _port;

    public Measurements(Uri target)
    {
        _port = target.Port;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == GatewayDiagnostics.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Every name, value and tag as text.</summary>
    public IEnumerable<string> All => _heard.SelectMany(one => one.Tags.Select(TextOf).Append(one.Name));

    public IReadOnlyList<string> ValuesOf(string instrument) => [.. Of(instrument).Select(one => one.Value)];

    /// <summary>What a counter of whole numbers stands at.</summary>
    public int SumOf(string instrument) => Of(instrument).Sum(one => int.Parse(one.Value, CultureInfo.InvariantCulture));

    /// <summary>The tags of each measurement, in order of their names.</summary>
    public IReadOnlyList<string> TagsOf(string instrument) =>
        [.. Of(instrument).Select(one => string.Join(' ', one.Tags.Select(TextOf).Order(StringComparer.Ordinal)))];

    public IReadOnlyList<string> TagOf(string instrument, string tag) => [.. Of(instrument).Select(one => $"{one.Tags.Single(other => other.Key == tag).Value}")];

    public void Dispose() => _listener.Dispose();

    private static string TextOf(KeyValuePair<string, object?> tag) => $"{tag.Key}={tag.Value}";

    private IEnumerable<(string Name, string Value, KeyValuePair<string, object?>[] Tags)> Of(string instrument) => _heard.Where(one => one.Name == instrument);

    private void Hear(Instrument instrument, IFormattable value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var copy = tags.ToArray();
        if (copy.Any(tag => tag.Key == "server.port" && tag.Value is int port && port == _port))
        {
            _heard.Enqueue((instrument.Name, value.ToString(null, CultureInfo.InvariantCulture), copy));
        }
    }
}
