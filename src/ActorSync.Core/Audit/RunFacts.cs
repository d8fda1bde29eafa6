using System.Text.Json;
using ActorSync.Core.Runs;
using NodaTime.Text;

namespace ActorSync.Core.Audit;

/// <summary>What of a closed run stands in its seal beside its records: who did it, with what, and for which reason.</summary>
public static class RunFacts
{
    /// <summary>The digest of the facts.</summary>
    public static Digest DigestOf(RunRecord run) => Digest.Of(Canonical(run));

    /// <summary>The bytes that the digest is of: one JSON object in UTF-8, its properties in this order, without spaces.</summary>
    public static byte[] Canonical(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("run", run.Id.Value);
            json.WriteString("command", run.Command);
            json.WriteString("source", run.Source.Value);
            json.WriteStartArray("files");
            foreach (var file in run.Files)
            {
                json.WriteStringValue(file);
            }

            json.WriteEndArray();
            json.WriteString("configuration", run.ConfigurationHash);
            json.WriteString("plan", run.PlanId);
            json.WriteString("accepted", run.AcceptReason);
            json.WriteString("startedAt", InstantPattern.ExtendedIso.Format(run.StartedAt));
            json.WriteStartArray("operators");
            foreach (var taken in run.Operators)
            {
                json.WriteStartObject();
                json.WriteNumber("operator", taken.Number);
                json.WriteString("since", InstantPattern.ExtendedIso.Format(taken.Since));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("status", run.End?.Status.ToString());
            json.WriteBoolean("abandoned", run.End?.Abandoned == true);
            json.WriteString("summary", run.End is { } end ? (end.SummaryDigest ?? Digest.Of(System.Text.Encoding.UTF8.GetBytes(end.Summary))).ToString() : null);
            json.WriteString("endedAt", run.End is { At: var at } ? InstantPattern.ExtendedIso.Format(at) : null);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
