using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Audit.Export;

/// <summary>Checks the proofs of an exported file by the file alone: each record against its seal's root, and the seals against each other.</summary>
public static class ProofCheck
{
    /// <summary>Checks it.</summary>
    /// <param name="file">The file's content.</param>
    /// <exception cref="FormatException">It is no log that was exported with proofs.</exception>
    public static ProofVerdict Of(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var json = JsonDocument.Parse(file);
            var root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("format", out var format) && format.ValueEquals(JsonRecordWriter.Format) && root.TryGetProperty("seals", out var seals)
                ? Check([.. seals.EnumerateArray().Select(ReadSeal)], root.GetProperty("records"))
                : throw new FormatException("It has no proofs.");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private static ProofVerdict Check(ImmutableArray<RunSeal> seals, JsonElement records)
    {
        if (records.GetArrayLength() == 0)
        {
            throw new FormatException("It holds no record, so that it proves nothing.");
        }

        Digest? last = seals.IsEmpty ? null : seals[^1].Digest;
        for (var at = 1; at < seals.Length; at++)
        {
            if (seals[at].Previous != seals[at - 1].Digest)
            {
                return new(0, 0, last, $"the seal of run {seals[at].Run} does not follow on that of run {seals[at - 1].Run}: one of the two was changed");
            }
        }

        var (proven, unproven) = (0L, 0L);
        foreach (var (index, exported) in records.EnumerateArray().Index())
        {
            var record = exported.GetProperty("record");
            if (!exported.TryGetProperty("proof", out var proof))
            {
                unproven++;
            }
            else if (Holds(record, proof, seals))
            {
                proven++;
            }
            else
            {
                return new(proven, unproven, last, string.Create(
                    CultureInfo.InvariantCulture,
                    $"record {index + 1} (person {record.GetProperty("person")}, event {record.GetProperty("event")}) is not among those that were sealed"));
            }
        }

        return new(proven, unproven, last, Flaw: null);
    }

    private static bool Holds(JsonElement record, JsonElement proof, ImmutableArray<RunSeal> seals)
    {
        var number = proof.GetProperty("seal").GetInt32();
        return number >= 0
            && number < seals.Length
            && MerkleTree.Proves(
                MerkleTree.Leaf(JsonSerializer.SerializeToUtf8Bytes(record, CompactJson.Default.JsonElement)), // Without the spaces that a program may have put in since.
                proof.GetProperty("index").GetInt64(),
                seals[number].Records,
                [.. proof.GetProperty("path").EnumerateArray().Select(ReadDigest)],
                seals[number].Root);
    }

    private static RunSeal ReadSeal(JsonElement json) => new(
        new RunId(json.GetProperty("run").GetString()!),
        json.GetProperty("records").GetInt64(),
        ReadDigest(json.GetProperty("root")),
        ReadDigest(json.GetProperty("facts")),
        [.. json.GetProperty("heads").EnumerateArray().Select(ReadHead)],
        ReadDigest(json.GetProperty("previous")));

    private static ChainHead ReadHead(JsonElement json) => json.GetString()!.Split(' ') is [var position, var digest]
        ? new(long.Parse(position, NumberStyles.None, CultureInfo.InvariantCulture), Digest.TryParse(digest) ?? throw NoDigest(digest))
        : throw new FormatException($"'{json}' is no end of a chain.");

    private static Digest ReadDigest(JsonElement json) => Digest.TryParse(json.GetString()) ?? throw NoDigest(json.ToString());

    private static FormatException NoDigest(string text) => new($"'{text}' is no digest.");
}
