using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Seeding;

/// <summary>Ids that follow from what they name, so that the same seed gives the same ids on every machine.</summary>
internal static class StableId
{
    /// <summary>Returns a UUID in genesys and a shorter opaque text in the guide dialect, whose ids are no UUIDs.</summary>
    public static string For(SandboxDialect dialect, string kind, string key)
    {
        var bytes = StableHash.Bytes($"{kind}:{key}");
        return dialect.HasUuids ? Uuid(bytes) : $"{kind}-{Convert.ToHexStringLower(bytes)[..12]}";
    }

    /// <summary>Returns a UUID for a number, as correlation ids want one.</summary>
    public static string Uuid(long number)
    {
        var bytes = new byte[16];
        BitConverter.TryWriteBytes(bytes.AsSpan(8), number);
        return Uuid(bytes);
    }

    private static string Uuid(byte[] bytes)
    {
        // Version 8 of RFC 9562: the bytes are the application's own.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
