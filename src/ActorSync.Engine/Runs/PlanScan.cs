using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>Where the users of a plan file stand to whom something is to be done, found without reading what it is.</summary>
/// <param name="WithoutUsers">The file with an empty list of users.</param>
/// <param name="Users">Who has operations that are not held, in the file's order.</param>
/// <param name="Places">Where each of them stands.</param>
internal sealed record PlanScan(byte[] WithoutUsers, ImmutableArray<UserId> Users, ImmutableArray<Range> Places)
{
    /// <summary>Looks through a plan file.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="KeyNotFoundException">It has no list of users, or a user lacks something.</exception>
    public static PlanScan Of(ReadOnlySpan<byte> file)
    {
        var json = new Utf8JsonReader(file);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("users"u8))
            {
                return OfUsers(file, ref json);
            }

            json.Skip();
        }

        throw new KeyNotFoundException("There is no list of users.");
    }

    private static PlanScan OfUsers(ReadOnlySpan<byte> file, ref Utf8JsonReader json)
    {
        var users = ImmutableArray.CreateBuilder<UserId>();
        var places = ImmutableArray.CreateBuilder<Range>();
        json.Read();
        var from = (int)json.BytesConsumed;
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            var start = (int)json.TokenStartIndex;
            if (IsToBeDone(ref json) is { } user)
            {
                users.Add(user);
                places.Add(start..(int)json.BytesConsumed);
            }
        }

        return new PlanScan([.. file[..from], .. file[(int)json.TokenStartIndex..]], users.DrainToImmutable(), places.DrainToImmutable());
    }

    // Stands at the user's last brace afterwards.
    private static UserId? IsToBeDone(ref Utf8JsonReader json)
    {
        string? user = null;
        bool? isHeld = null;
        bool? hasOperations = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("userId"u8))
            {
                json.Read();
                user = json.GetString();
            }
            else if (json.ValueTextEquals("held"u8))
            {
                json.Read();
                isHeld = json.TokenType != JsonTokenType.Null;
            }
            else if (json.ValueTextEquals("operations"u8))
            {
                json.Read();
                var depth = json.CurrentDepth;
                json.Read();
                hasOperations = json.TokenType != JsonTokenType.EndArray;
                while (json.CurrentDepth > depth)
                {
                    json.Read();
                }
            }
            else
            {
                json.Skip();
            }
        }

        if (user is null || isHeld is null || hasOperations is null)
        {
            throw new KeyNotFoundException("A user lacks its id, its operations or whether it is held.");
        }

        return isHeld is false && hasOperations is true ? new UserId(user) : null;
    }
}
