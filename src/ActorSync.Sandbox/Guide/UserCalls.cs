using System.Text.Json;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Guide;

/// <summary>The listing of users.</summary>
internal static class UserCalls
{
    private const int MaxPageSize = 500;

    public static Reply List(Call call)
    {
        var state = call.Query("state");
        UserStates? states = state switch
        {
            null or "" or "active" => UserStates.Active,
            "inactive" => UserStates.Inactive,
            "any" => UserStates.Active | UserStates.Inactive,
            _ => null,
        };
        if (states is null)
        {
            return call.Refuse(Problem.Constraint($"state is active, inactive or any, not '{state}'.", "state"));
        }

        if (call.WantedPage(MaxPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var slots = call.World.Users.In(states.Value);
        return call.Page(page, slots.Length, (json, row) => Write(json, call.Seen(slots[row]), call.World.Dialect));
    }

    private static void Write(Utf8JsonWriter json, User user, SandboxDialect dialect)
    {
        json.WriteStartObject();
        json.WriteString("id", user.Id);
        json.WriteString("name", user.Name);
        json.WriteString("email", user.Email);
        if (user.EmployeeId is not null)
        {
            json.WriteString("employeeId", user.EmployeeId);
        }

        json.WriteString("state", StateNames.NameOf(user.State));
        json.WriteNumber("version", user.Version);
        json.WriteStartObject("division");
        json.WriteString("id", Divisions.IdOf(dialect, user.Division));
        json.WriteString("name", user.Division);
        json.WriteEndObject();
        if (user.ManagerId is not null)
        {
            json.WriteStartObject("manager");
            json.WriteString("id", user.ManagerId);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
