using System.Text.Json;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.Seeding;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Coaching;

/// <summary>Coaching appointments, alike in both dialects: each POST makes another one.</summary>
internal static class Appointments
{
    public const string Template = "/api/v2/coaching/appointments";

    private const int MaxPageSize = 500;
    private const int MaxAttendees = 100;
    private const int MaxMinutes = 24 * 60;

    public static Reply Create(Call call)
    {
        var fields = new Fields(call.Body, "name", "description", "dateStart", "lengthInMinutes", "attendeeIds", "facilitatorId");
        var name = fields.Text("name");
        fields.Text("description");
        fields.Number("lengthInMinutes", 1, MaxMinutes);
        var start = fields.Text("dateStart");
        if (!Timestamp.TryParse(start, out _))
        {
            fields.Refuse(Problem.BadTimestamp("dateStart", start));
        }

        CheckPeople(call, fields);
        if (fields.Problem is { } problem)
        {
            return call.Refuse(problem);
        }

        var (appointment, durable) = call.World.Exclusively(world =>
        {
            var id = StableId.For(world.Dialect, "appointment", $"{world.Appointments.Rows.Length}");
            var made = new Document(id, name, Content(id, call.Body));
            return (made, world.PutAppointment(made));
        });
        call.Await(durable);
        return Reply.Ok(appointment.Content.WriteTo);
    }

    public static Reply List(Call call)
    {
        if (call.WantedPage(MaxPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var wanted = call.QueryList("userIds");
        var rows = call.World.Appointments.Rows
            .Where(row => wanted.Count == 0 || row.Content.GetProperty("attendeeIds").EnumerateArray().Any(id => wanted.Contains(id.GetString()!)))
            .ToArray();
        return call.Page(page, rows.Length, (json, row) => rows[row].Content.WriteTo(json));
    }

    private static void CheckPeople(Call call, Fields fields)
    {
        var people = fields.Texts("attendeeIds", MaxAttendees).ToList();
        if (people.Count == 0)
        {
            fields.Refuse(Problem.Constraint("attendeeIds holds at least one user.", "attendeeIds"));
        }

        if (fields.OptionalText("facilitatorId") is { } facilitator)
        {
            people.Add(facilitator);
        }

        if (people.Find(person => call.World.Users.Find(person) is not { State: not UserState.Deleted }) is { } stranger)
        {
            fields.Refuse(Problem.Constraint($"'{stranger}' is no user.", "attendeeIds", stranger));
        }
    }

    private static JsonElement Content(string id, JsonElement body)
    {
        using var json = JsonBody.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            foreach (var property in body.EnumerateObject())
            {
                property.WriteTo(writer);
            }

            writer.WriteString("status", "Scheduled");
            writer.WriteStartArray("attendees");
            foreach (var attendee in body.GetProperty("attendeeIds").EnumerateArray())
            {
                writer.WriteStartObject();
                writer.WriteString("id", attendee.GetString());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        return JsonElement.Parse(json.Bytes.Span);
    }
}
